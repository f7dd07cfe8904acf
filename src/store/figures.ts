import type { ActionResult, RunRow, Store } from './contract.ts';

/** How many actions of all kept plans are in which state. */
export async function actionCounts({
  db,
}: Store): Promise<{ system: string; state: ActionResult['state']; count: number }[]> {
  return db
    .selectFrom('plan_action')
    .select(({ fn }) => ['system', 'state', fn.countAll<number>().as('count')])
    .groupBy(['system', 'state'])
    .execute();
}

/** How many tasks each owner has in which state; `late`: open ones due before `today` (`YYYY-MM-DD`). */
export async function taskCounts(
  { db }: Store,
  today: string,
): Promise<{ owner: string; state: string; late: number; count: number }[]> {
  const rows = await db
    .selectFrom('task')
    .select(({ fn, case: when }) => [
      'owner',
      'state',
      fn.countAll<number>().as('count'),
      fn.sum<number | null>(when().when('due', '<', today).then(1).else(0).end()).as('late'),
    ])
    .groupBy(['owner', 'state'])
    .execute();
  return rows.map(row => ({ ...row, late: row.state === 'open' ? Number(row.late ?? 0) : 0 }));
}

/** Waiting and running jobs by kind. */
export async function jobsUnderWay({ db }: Store): Promise<{ kind: string; state: string; count: number }[]> {
  return db
    .selectFrom('job')
    .select(({ fn }) => ['kind', 'state', fn.countAll<number>().as('count')])
    .where('state', 'in', ['waiting', 'running'])
    .groupBy(['kind', 'state'])
    .execute();
}

/** Jobs that ended after a moment, in the order of their ends; times ISO 8601 UTC. */
export async function jobsEndedAfter(
  { db }: Store,
  moment: string,
): Promise<{ kind: string; state: string; endedAt: string }[]> {
  const rows = await db
    .selectFrom('job')
    .select(['kind', 'state', 'finished_at'])
    .where('finished_at', '>', moment)
    .orderBy('finished_at')
    .execute();
  return rows.map(({ kind, state, finished_at: endedAt }) => ({ kind, state, endedAt: endedAt! }));
}

/** Runs that ended after a moment (those broken off among them), in the order of their ends. */
export async function runsEndedAfter(
  { db }: Store,
  moment: string,
): Promise<{ status: RunRow['status']; startedAt: string; endedAt: string }[]> {
  const rows = await db
    .selectFrom('run')
    .select(['status', 'started_at', 'finished_at'])
    .where('finished_at', '>', moment)
    .orderBy('finished_at')
    .execute();
  return rows.map(row => ({ status: row.status, startedAt: row.started_at, endedAt: row.finished_at! }));
}

/** The latest run that has ended in any way, also one that was broken off. */
export async function lastEndedRun({
  db,
}: Store): Promise<{ status: RunRow['status']; startedAt: string; endedAt: string } | undefined> {
  const row = await db
    .selectFrom('run')
    .select(['status', 'started_at', 'finished_at'])
    .where('finished_at', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { status: row.status, startedAt: row.started_at, endedAt: row.finished_at! };
}
