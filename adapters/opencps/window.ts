/**
 * Works on up to `size` items at a time and yields results as they come, in any order. The next item is started only
 * when a result was taken, so memory is bounded by the window. The first failure ends it.
 */
export async function* slidingWindow<Item, Result>(
  items: Iterable<Item>,
  size: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  type Ended = { self: Promise<Ended>; result: Result } | { self: Promise<Ended>; error: unknown };
  const running = new Set<Promise<Ended>>();
  const start = (item: Item) => {
    const self: Promise<Ended> = work(item).then(
      result => ({ self, result }),
      // Kept as a value: who stops listening early leaves no unhandled rejection behind.
      error => ({ self, error }),
    );
    running.add(self);
  };
  const queue = items[Symbol.iterator]();
  for (let next = queue.next(); ; ) {
    while (!next.done && running.size < size) {
      start(next.value);
      next = queue.next();
    }
    if (running.size === 0) return;
    const ended = await Promise.race(running);
    running.delete(ended.self);
    if ('error' in ended) throw ended.error;
    yield ended.result;
  }
}
