/**
 * `make`, asked at most once in `ms` and by one caller at a time: however many ask, the work is done once. A failure goes
 * to those who wait for it and is forgotten.
 */
export function remembered<T>(ms: number, make: () => Promise<T>, now: () => number): () => Promise<T> {
  let making: Promise<T> | undefined;
  let made: { answer: Promise<T>; at: number } | undefined;
  return () => {
    // Made later than now, by a clock that was ahead: nobody knows how old it is.
    const age = made ? now() - made.at : -1;
    if (made && age >= 0 && age < ms) return made.answer;
    if (making) return making;
    const answer = make();
    making = answer;
    answer.then(
      () => {
        making = undefined;
        made = { answer, at: now() };
      },
      () => {
        making = undefined;
        made = undefined;
      },
    );
    return answer;
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

/** What could not be made is not tried again before, however many ask. */
export const triedAgainMs = 5_000;

/** Made when it is first asked for. A failure is the answer for some seconds; whoever asks then begins anew. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  const forget = () => {
    made = undefined;
  };
  return () => {
    if (made) return made;
    const answer = make();
    made = answer;
    answer.catch(() => setTimeout(forget, triedAgainMs).unref());
    return answer;
  };
}
