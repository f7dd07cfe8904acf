/**
 * Reads each key once however many ask at the same time, and remembers the `limit` keys asked for last, so that what
 * many services share costs one request and memory does not grow with the number of services. What failed is read anew.
 */
export function createMemo<T>(limit: number, read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return key => {
    const found = known.get(key) ?? read(key);
    known.delete(key);
    known.set(key, found);
    found.catch(() => {
      if (known.get(key) === found) known.delete(key);
    });
    if (known.size > limit) known.delete(known.keys().next().value as string);
    return found;
  };
}
