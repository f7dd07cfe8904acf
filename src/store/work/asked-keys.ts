import { sameJson } from '../../domain/canonical.ts';
import type { Job } from '../../domain/job.ts';
import { Refusal } from '../../domain/refusal.ts';
import { replaceRows } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { changesOne } from '../core/one-row.ts';
import { jobOf, type NewJob } from './jobs.ts';

/** Keys used after that are honoured. @param at ISO 8601, UTC. */
function honouredSince(at: string): string {
  return new Date(Date.parse(at) - 24 * 3_600_000).toISOString();
}

/** Names of tokens' holders are theirs to change: what one of them asked for is nobody else's. */
export function accountOf({
  requestedBy,
  requestedIdentity,
}: Pick<NewJob, 'requestedBy' | 'requestedIdentity'>): string {
  return requestedIdentity?.startsWith('token ') ? requestedIdentity : requestedBy;
}

/**
 * The job that was asked for with that key by that account within a day.
 *
 * @throws Refusal when the key was used for another kind or scope.
 */
export async function jobOfKey(inner: Store, wanted: NewJob, now: string): Promise<Job | undefined> {
  const { idempotencyKey, kind, scope } = wanted;
  if (idempotencyKey === undefined) return undefined;
  const row = await inner.db
    .selectFrom('idempotencyKey')
    .innerJoin('job', 'job.id', 'idempotencyKey.jobId')
    .selectAll('job')
    .where('idempotencyKey.account', '=', accountOf(wanted))
    .where('idempotencyKey.key', '=', idempotencyKey)
    .where('idempotencyKey.at', '>', honouredSince(now))
    .executeTakeFirst();
  if (!row) return undefined;
  const earlier = jobOf(row);
  if (earlier.kind !== kind || !sameJson(earlier.scope, scope))
    throw new Refusal('idempotency-key-reused', { earlier: earlier.id });
  return earlier;
}

/** Lets the job answer to the key it was asked for with, be it one that waited already. Forgotten with the job. */
export async function keepKey(inner: Store, { id }: Pick<Job, 'id'>, wanted: NewJob, now: string) {
  const { idempotencyKey: key } = wanted;
  if (key === undefined) return;
  // In place of one that is honoured no more.
  const kept = { account: accountOf(wanted), key, jobId: id, at: now };
  await replaceRows(inner, 'idempotencyKey', [kept], ['account', 'key']);
}

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
