import pMap, { pMapIterable } from 'p-map';

/**
 * Works on `items` with at most `width` under way and yields the results as they are done, in no order. An error of
 * `work` ends it; what is still under way then runs out unheard. Items are taken only as places get free.
 */
export function inWindow<Item, Result>(
  items: Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): AsyncIterable<Result> {
  return pMapIterable(items, work, { concurrency: width, preserveOrder: false }) as AsyncIterable<Result>;
}

/** The same for whoever waits for all of them: in the order of the items. */
export function allInWindow<Item, Result>(
  items: Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  return pMap(items, work, { concurrency: width });
}
