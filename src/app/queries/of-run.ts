import type { Store } from '../context.ts';

/** What is kept of one run; more would be filters nobody comes back to. */
const most = 200;

interface Kept {
  runId: string;
  made: Map<string, Promise<unknown>>;
}

const kept = new WeakMap<Store, Kept>();

/**
 * What is counted of a finished run, made once however often it is asked for: its rows never change. Only that of the run
 * asked about last is kept.
 *
 * @param what Tells apart what is counted.
 */
export function ofRun<T>(store: Store, runId: string, what: unknown, make: () => Promise<T>): Promise<T> {
  const before = kept.get(store);
  const here = before?.runId === runId ? before : { runId, made: new Map<string, Promise<unknown>>() };
  kept.set(store, here);
  const { made } = here;
  const name = JSON.stringify(what);
  const known = made.get(name);
  if (known) return known as Promise<T>;
  if (made.size >= most) made.clear();
  const making = make();
  made.set(name, making);
  making.catch(() => made.delete(name));
  return making;
}
