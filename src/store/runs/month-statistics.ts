import { replaceRows } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';

/** Keeps what a month's report counted, so that the next month can say what moved; a later report of it replaces it. */
export async function keepMonth(
  store: Store,
  kept: { month: string; runId: string; madeAt: string; body: unknown },
): Promise<void> {
  await replaceRows(store, 'monthStatistics', [kept], ['month']);
}

/** What was kept of a month (`YYYY-MM`); undefined when nothing was. */
export async function monthKept<Body>(store: Store, month: string): Promise<Body | undefined> {
  const kept = store.db.selectFrom('monthStatistics').select('body').where('month', '=', month);
  return (await kept.executeTakeFirst())?.body as Body | undefined;
}
