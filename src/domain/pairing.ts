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
