/**
 * `make`, asked at most once in `ms` and by one caller at a time: however many ask, the work is done once. A failure goes
 * to those who wait for it and is forgotten.
 */
export function remembered<T>(ms: number, make: () => Promise<T>, now: () => number): () => Promise<T> {
  let made: Promise<T> | undefined;
  let until = 0;
  return () => {
    if (made && now() < until) return made;
    until = Number.POSITIVE_INFINITY;
    const making = make();
    making.then(
      () => {
        until = now() + ms;
      },
      () => {
        until = 0;
      },
    );
    made = making;
    return making;
  };
}

/**
 * The same for work that takes long: while it is done again, what was made before is the answer. After a failure whoever
 * asks next gets it.
 */
export function refreshed<T>(ms: number, make: () => Promise<T>, now: () => number): () => Promise<T> {
  const ask = remembered(ms, make, now);
  let last: { value: T } | undefined;
  return async () => {
    const before = last;
    const asked = ask().then(
      value => {
        last = { value };
        return value;
      },
      error => {
        last = undefined;
        throw error;
      },
    );
    if (!before) return asked;
    asked.catch(() => {});
    return before.value;
  };
}

/** A timer that late means that this process was busy itself, and nobody was given the time to answer. */
const ownDelayMs = 500;

/** What `work` gives, or an error after `ms`; the work itself is not stopped. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const wait = (again: boolean) => {
      const from = performance.now();
      timer = setTimeout(() => {
        if (again && performance.now() - from > ms + ownDelayMs) wait(false);
        else reject(new Error(`no answer within ${ms} ms`));
      }, ms);
    };
    wait(true);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
