/**
 * For each of `wanted` the one of `there` that it is, each given once: the best likeness first, all of them by that before the
 * next. `left`: those that are none of them.
 */
export function pairUp<Wanted, There>(
  wanted: readonly Wanted[],
  there: Iterable<There>,
  likenesses: readonly ((wanted: Wanted, there: There) => boolean)[],
): { found: (There | undefined)[]; left: There[] } {
  const free = new Set(there);
  const found: (There | undefined)[] = wanted.map(() => undefined);
  for (const alike of likenesses) {
    for (const [at, one] of wanted.entries()) {
      if (found[at] !== undefined) continue;
      found[at] = [...free].find(each => alike(one, each));
      if (found[at] !== undefined) free.delete(found[at]);
    }
  }
  return { found, left: [...free] };
}

/** One and another that alone go by a key on their sides: of several nobody could say which is which. */
export function pairAlone<One, Other extends One>(
  ones: Iterable<One>,
  others: Iterable<Other>,
  keyOf: (one: One) => string,
): [One, Other][] {
  const namesakes = Map.groupBy(others, keyOf);
  return [...Map.groupBy(ones, keyOf)].flatMap(([key, [one, ...more]]) => {
    const [other, ...further] = namesakes.get(key) ?? [];
    return one && other && more.length === 0 && further.length === 0 ? [[one, other]] : [];
  });
}
