import type { Selectable } from 'kysely';
import type { ActionResult, RunRow, Store } from '../core/contract.ts';
import type { RunTable } from '../core/tables.ts';

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

/** Jobs that ended after an event (`lastEventId`), in the order of their ends; each with the event of its end. */
export async function jobsEndedAfter(
  { db }: Store,
  event: number,
): Promise<{ kind: string; state: string; event: number }[]> {
  return db
    .selectFrom('job_event as e')
    .innerJoin('job as j', 'j.id', 'e.job_id')
    .select(['j.kind', 'j.state', 'e.id as event'])
    .where('e.id', '>', event)
    .where('e.kind', 'in', ['done', 'failed', 'cancelled'])
    .orderBy('e.id')
    .execute();
}

interface EndedRun {
  number: number;
  status: RunRow['status'];
  startedAt: string;
  endedAt: string;
}

/** Runs that ended (also those broken off), made after the one of that number, in order. */
export async function runsEndedAfter(store: Store, number: number): Promise<EndedRun[]> {
  const rows = await endedRuns(store).where('number', '>', number).orderBy('number').execute();
  return rows.map(endedRun);
}

/** The latest run that has ended in any way, also one that was broken off. */
export async function lastEndedRun(store: Store): Promise<EndedRun | undefined> {
  const row = await endedRuns(store).orderBy('number', 'desc').limit(1).executeTakeFirst();
  return row && endedRun(row);
}

function endedRuns({ db }: Store) {
  return db
    .selectFrom('run')
    .select(['number', 'status', 'started_at', 'finished_at'])
    .where('finished_at', 'is not', null);
}

function endedRun(
  row: Pick<Selectable<RunTable>, 'number' | 'status' | 'started_at' | 'finished_at'>,
): EndedRun {
  const { number, status } = row;
  return { number, status, startedAt: row.started_at, endedAt: row.finished_at! };
}
