/**
 * Works on `items` with at most `width` under way and yields the results as they are done, in no order. An error of
 * `work` ends it; what is still under way then runs out unheard. Items are taken only as places get free.
 */
export async function* inWindow<Item, Result>(
  items: Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const waiting = items[Symbol.iterator]();
  const running = new Set<Promise<Done<Result>>>();
  const take = (): boolean => {
    const { done, value } = waiting.next();
    if (done) return false;
    const place: Promise<Done<Result>> = work(value).then(result => ({ place, result }));
    // An error is heard below when its turn comes; after an early end nobody listens any more.
    place.catch(() => undefined);
    running.add(place);
    return true;
  };
  while (running.size < width && take());
  while (running.size > 0) {
    const { place, result } = await Promise.race(running);
    running.delete(place);
    take();
    yield result;
  }
}

interface Done<Result> {
  place: Promise<Done<Result>>;
  result: Result;
}
