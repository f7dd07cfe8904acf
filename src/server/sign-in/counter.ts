const minute = 60_000;

/** Names told apart in one minute; those beyond are counted together, so that strangers cannot fill the memory. */
const mostNames = 100_000;
const everybodyElse = Symbol('everybody else');

/** Counts by name, minute by minute. Within a minute nothing is forgotten, however many others come. */
export function createCounter(now: () => Date) {
  const counts = new Map<string | symbol, number>();
  let begun = Number.NEGATIVE_INFINITY;
  return {
    /** One more of `name`; undefined while it had no more than `most`, else the seconds until it begins anew. */
    exceeded(name: string, most: number) {
      const at = now().getTime();
      // Also where the clock was put back.
      if (at - begun >= minute || at < begun) {
        counts.clear();
        begun = at;
      }
      const key = counts.has(name) || counts.size < mostNames ? name : everybodyElse;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count > most ? Math.max(1, Math.ceil((begun + minute - at) / 1_000)) : undefined;
    },
  };
}
