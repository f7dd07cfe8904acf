import type { Store } from '../core/contract.ts';
import { changesOne } from '../core/one-row.ts';
import type { Row } from '../tables/index.ts';

/** A due moment of a scheduled job, claimed by one conditional insert. */
export type MomentRow = Row<'moment'>;

/**
 * Takes a due moment, by one conditional insert; answers whether it did. Do it in one transaction with queuing the job
 * it is for, so that neither is there without the other.
 */
export function claimMoment({ db }: Store, moment: MomentRow): Promise<boolean> {
  const taken = db.insertInto('moment').values(moment);
  return changesOne(taken.onConflict(conflict => conflict.columns(['job', 'due']).doNothing()));
}

/** Says which job a moment taken in the same transaction was for. */
export async function nameMomentJob(
  { db }: Store,
  { job, due }: Pick<MomentRow, 'job' | 'due'>,
  jobId: string,
): Promise<void> {
  await db.updateTable('moment').set({ jobId }).where('job', '=', job).where('due', '=', due).execute();
}

/**
 * The latest moment of each scheduled job that has had one, up to `until`: one taken by a clock that was ahead does not
 * count. Only those that were queued, if wanted.
 */
export async function lastMoments(
  { db }: Store,
  until: string,
  { queued = false }: { queued?: boolean } = {},
): Promise<MomentRow[]> {
  let last = db
    .selectFrom('moment')
    .select(({ fn }) => ['job', fn.max('due').as('due')])
    .where('due', '<=', until)
    .groupBy('job');
  if (queued) last = last.where('outcome', '=', 'queued');
  return db
    .selectFrom('moment')
    .innerJoin(last.as('last'), join =>
      join.onRef('last.job', '=', 'moment.job').onRef('last.due', '=', 'moment.due'),
    )
    .selectAll('moment')
    .execute();
}

/**
 * Forgets moments due after `after`: a clock that was ahead took them, and when they come nobody else could. How many
 * there were.
 */
export async function forgetMomentsAfter({ db }: Store, after: string): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('moment').where('due', '>', after).executeTakeFirst();
  return Number(numDeletedRows);
}

/** Forgets moments due before `before`, but each job's last up to `now`. */
export async function pruneMoments(store: Store, before: string, now: string): Promise<void> {
  const last = await lastMoments(store, now, { queued: true });
  for (const { job, due } of last) {
    const limit = due < before ? due : before;
    await store.db.deleteFrom('moment').where('job', '=', job).where('due', '<', limit).execute();
  }
}
