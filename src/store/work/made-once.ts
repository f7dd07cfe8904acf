import { sameJson } from '../../domain/canonical.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Store } from '../core/contract.ts';
import { changesOne } from '../core/one-row.ts';
import { honouredSince } from './job-keys.ts';

/** Something that is to be made once, however often it is asked for with this key within a day. */
export interface WishedOnce {
  account: string;
  key: string;
  /** What is made, and what it is to be. */
  action: string;
  wanted: object;
  /** ISO 8601, UTC. */
  at: string;
}

/**
 * The number of what was made for this wish before.
 *
 * @throws Refusal when the key was used for another one.
 */
export async function madeBefore({ db }: Store, { account, key, action, wanted, at }: WishedOnce) {
  const honoured = db.selectFrom('madeOnce').selectAll().where('at', '>', honouredSince(at));
  const row = await honoured.where(({ and }) => and({ account, key })).executeTakeFirst();
  if (!row) return undefined;
  if (row.action !== action || !sameJson(row.wanted, wanted))
    throw new Refusal('idempotency-key-reused', { earlier: `${row.action} ${row.made}` });
  return row.made;
}

/**
 * In the transaction that makes it: takes the key first, so that of two at once the second waits for what the first has made.
 *
 * @throws Refusal as `madeBefore`.
 */
export async function makeOnce(inner: Store, wish: WishedOnce, make: () => Promise<number>): Promise<number> {
  const { account, key } = wish;
  await inner.db.deleteFrom('madeOnce').where('at', '<=', honouredSince(wish.at)).execute();
  const taken = inner.db
    .insertInto('madeOnce')
    .values({ ...wish, made: 0 })
    .onConflict(conflict => conflict.columns(['account', 'key']).doNothing());
  if (!(await changesOne(taken))) return (await madeBefore(inner, wish))!;
  const made = await make();
  const own = inner.db.updateTable('madeOnce').where(({ and }) => and({ account, key }));
  await own.set({ made }).execute();
  return made;
}
