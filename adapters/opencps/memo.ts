/** The values kept last, at most `limit` of them. */
export class Latest<T> {
  readonly #kept = new Map<string, T>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): T | undefined {
    return this.#kept.get(key);
  }

  keep(key: string, value: T): void {
    this.#kept.delete(key);
    this.#kept.set(key, value);
    if (this.#kept.size > this.#limit) this.#kept.delete(this.#kept.keys().next().value as string);
  }

  forget(key: string): void {
    this.#kept.delete(key);
  }

  clear(): void {
    this.#kept.clear();
  }
}

/**
 * Reads each key once however many ask at the same time, and remembers the `limit` keys asked for last, so that what
 * many services share costs one request and memory does not grow with the number of services. What failed is read anew.
 */
export function createMemo<T>(
  limit: number,
  read: (key: string) => Promise<T>,
): (key?: string) => Promise<T> {
  const known = new Latest<Promise<T>>(limit);
  return (key = '') => {
    const found = known.get(key) ?? read(key);
    known.keep(key, found);
    found.catch(() => {
      if (known.get(key) === found) known.forget(key);
    });
    return found;
  };
}
