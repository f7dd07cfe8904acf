import type { Selectable } from 'kysely';
import type { MomentRow, Store } from '../core/contract.ts';
import type { MomentTable } from '../core/tables.ts';

/**
 * Takes a due moment, by one conditional insert; answers whether it did. Do it in one transaction with queuing the job
 * it is for, so that neither is there without the other.
 */
export async function claimMoment({ db }: Store, moment: MomentRow): Promise<boolean> {
  const { job, due, expression, claimedAt, worker, outcome, jobId, reason } = moment;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('moment')
    .values({ job, due, expression, claimed_at: claimedAt, worker, outcome, job_id: jobId, reason })
    .onConflict(conflict => conflict.columns(['job', 'due']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Says which job a moment taken in the same transaction was for. */
export async function nameMomentJob(
  { db }: Store,
  { job, due }: Pick<MomentRow, 'job' | 'due'>,
  jobId: string,
): Promise<void> {
  await db
    .updateTable('moment')
    .set({ job_id: jobId })
    .where('job', '=', job)
    .where('due', '=', due)
    .execute();
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
  const rows = await db
    .selectFrom('moment')
    .innerJoin(last.as('last'), join =>
      join.onRef('last.job', '=', 'moment.job').onRef('last.due', '=', 'moment.due'),
    )
    .selectAll('moment')
    .execute();
  return rows.map(momentOf);
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

function momentOf(row: Selectable<MomentTable>): MomentRow {
  return {
    job: row.job,
    due: row.due,
    expression: row.expression,
    claimedAt: row.claimed_at,
    worker: row.worker,
    outcome: row.outcome,
    jobId: row.job_id,
    reason: row.reason,
  };
}
