/**
 * Works on up to `size` items at once and yields results as they come. The window is refilled as soon as one result is
 * taken, so the slowest item never holds back the others.
 */
export async function* inWindow<Item, Result>(
  items: Iterable<Item>,
  size: number,
  work: (item: Item) => Promise<Result>,
): AsyncIterable<Result> {
  type Ended = { promise: Promise<Ended>; result: Result } | { promise: Promise<Ended>; error: unknown };
  const running = new Set<Promise<Ended>>();
  const waiting = items[Symbol.iterator]();
  for (;;) {
    while (running.size < size) {
      const next = waiting.next();
      if (next.done) break;
      // Failures are values until they are taken: a reader that leaves early must not cause unhandled rejections.
      const promise: Promise<Ended> = work(next.value).then(
        result => ({ promise, result }),
        error => ({ promise, error }),
      );
      running.add(promise);
    }
    if (running.size === 0) return;
    const ended = await Promise.race(running);
    running.delete(ended.promise);
    if ('error' in ended) throw ended.error;
    yield ended.result;
  }
}
