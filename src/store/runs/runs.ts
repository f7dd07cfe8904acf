import { sql, type Updateable } from 'kysely';
import { Refusal } from '../../domain/refusal.ts';
import type { RunStatistics, RunSummary } from '../../domain/run.ts';
import type { Store } from '../core/contract.ts';
import { changesOne, rowById } from '../core/one-row.ts';
import { inTransaction } from '../core/open.ts';
import type { Row, Tables } from '../tables/index.ts';
import { pruneUnitSets } from './unit-sets.ts';

export type RunRow = Row<'run'>;

/**
 * Opens a run; its id says when and can be read: `20261123T051200Z-4f2a`. Behind the dash are sixteenths of a
 * millisecond (hexadecimal), counted on when two runs begin in the same one. Its number says after which runs: a clock
 * may have been wrong. Only while holding the turn.
 */
export async function beginRun(store: Store, startedAt: string): Promise<string> {
  const time = new Date(startedAt);
  const second = `${time.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z-`;
  const begun = store.db.selectFrom('run').where('id', '>', second).where('id', '<', `${second}g`);
  const latest = await begun.select(({ fn }) => fn.max('id').as('id')).executeTakeFirst();
  const after = latest?.id ? Number.parseInt(latest.id.slice(second.length), 16) + 1 : 0;
  const sixteenths = Math.max(time.getUTCMilliseconds() * 16, after);
  const id = `${second}${sixteenths.toString(16).padStart(4, '0')}`;
  await store.db
    .insertInto('run')
    .values(({ selectFrom }) => ({
      ...{ id, status: 'running' as const, startedAt },
      number: selectFrom('run as r').select(sql<number>`coalesce(max(r.number), 0) + 1`.as('number')),
    }))
    .execute();
  return id;
}

/**
 * Closes a run. Call it inside `Ledger.settle`, so that a run is finished and its discrepancies are known in one step
 * or not at all. Throws when the run is no longer open.
 */
export async function finishRun(store: Store, summary: RunSummary, statistics: RunStatistics): Promise<void> {
  const { runId, status, finishedAt } = summary;
  await setRunning(store, runId, { status, finishedAt, summary, statistics });
}

/** Throws unless the run is still open; inside a transaction it stays so until the end of it. */
export function requireRunning(store: Store, runId: string): Promise<void> {
  return setRunning(store, runId, { status: 'running' });
}

async function setRunning({ db }: Store, id: string, values: Updateable<Tables['run']>): Promise<void> {
  const running = db.updateTable('run').set(values).where('id', '=', id).where('status', '=', 'running');
  if (!(await changesOne(running))) throw new Refusal('run-aborted', { run: id });
}

/** Gives up a run: its unfinished snapshots and staged rows go, its finished snapshots stay. */
export async function abortRun(store: Store, runId: string, now: string): Promise<void> {
  await inTransaction(store, async ({ db }) => {
    await db.deleteFrom('stagedFinding').where('runId', '=', runId).execute();
    await db.deleteFrom('snapshot').where('runId', '=', runId).where('status', '=', 'reading').execute();
    const running = db.updateTable('run').where('id', '=', runId).where('status', '=', 'running');
    await running.set({ status: 'aborted', finishedAt: now }).execute();
  });
}

/** Clears up after runs that were killed; their ids. Only while holding the turn: a live run looks the same. */
export async function abortStaleRuns(store: Store, now: string): Promise<string[]> {
  const running = store.db.selectFrom('run').select('id').where('status', '=', 'running');
  const stale = await running.orderBy('number').execute();
  for (const { id } of stale) await abortRun(store, id, now);
  return stale.map(run => run.id);
}

/** Latest first. @param before Only runs made before that one. */
export async function listRuns(store: Store, limit: number, before?: string): Promise<RunRow[]> {
  let query = store.db.selectFrom('run').selectAll().orderBy('number', 'desc').limit(limit);
  if (before !== undefined) query = query.where('number', '<', numberOf(store, before));
  return query.execute();
}

/** As an operand: none for a run that is not kept any more, as everything before it is not. */
function numberOf({ db }: Store, runId: string) {
  return db.selectFrom('run as named').select('named.number').where('named.id', '=', runId);
}

/** Runs that came to an end and were begun in a stretch (ISO 8601, UTC), oldest first, as far as they are still kept. */
export async function runsBegun({ db }: Store, from: string, before: string): Promise<RunRow[]> {
  const ended = db.selectFrom('run').selectAll().where('summary', 'is not', null);
  return ended.where('startedAt', '>=', from).where('startedAt', '<', before).orderBy('number').execute();
}

export async function findRun(store: Store, id: string): Promise<RunRow | undefined> {
  return rowById(store, 'run', id);
}

/** Those that came to an end; neither running nor aborted ones. */
function finishedRuns({ db }: Store) {
  return db.selectFrom('run').where('status', 'not in', ['running', 'aborted']);
}

function latest(runs: ReturnType<typeof finishedRuns>): Promise<RunRow | undefined> {
  return runs.selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst();
}

/** The latest run that came to an end. */
export function lastRun(store: Store): Promise<RunRow | undefined> {
  return latest(finishedRuns(store));
}

interface EndedRun extends Pick<RunRow, 'number' | 'status' | 'startedAt'> {
  endedAt: string;
}

/** Runs that ended (also those broken off), made after the one of that number, in order. */
export async function runsEndedAfter(store: Store, number: number): Promise<EndedRun[]> {
  return endedRuns(store).where('number', '>', number).orderBy('number').execute();
}

/** The latest run that has ended in any way, also one that was broken off. */
export async function lastEndedRun(store: Store): Promise<EndedRun | undefined> {
  return endedRuns(store).orderBy('number', 'desc').limit(1).executeTakeFirst();
}

function endedRuns({ db }: Store) {
  return db
    .selectFrom('run')
    .select(['number', 'status', 'startedAt', 'finishedAt as endedAt'])
    .where('finishedAt', 'is not', null)
    .$narrowType<{ endedAt: string }>();
}

/** The finished run before that one, if it is still kept. */
export function runBefore(store: Store, id: string): Promise<RunRow | undefined> {
  return latest(finishedRuns(store).where('number', '<', numberOf(store, id)));
}

/**
 * The first or last run that read every system whole, began in that stretch (ISO 8601 UTC) and has the snapshots of all
 * these systems yet.
 */
export async function wholeRun(
  store: Store,
  which: 'first' | 'last',
  { from, before }: { from?: string; before?: string },
  systems: readonly string[],
): Promise<RunRow | undefined> {
  const kept = sql<number>`(select count(*) from snapshot
    where snapshot.run_id = run.id and snapshot.system in (${sql.join(systems)}))`;
  let query = store.db
    .selectFrom('run')
    .selectAll()
    .where('status', 'in', ['clean', 'discrepancies'])
    .where(kept, '=', systems.length)
    .orderBy('number', which === 'first' ? 'asc' : 'desc')
    .limit(1);
  if (from !== undefined) query = query.where('startedAt', '>=', from);
  if (before !== undefined) query = query.where('startedAt', '<', before);
  return query.executeTakeFirst();
}

/** The last finished run that began before a moment (ISO 8601 UTC). */
export function lastRunBefore(store: Store, moment: string): Promise<RunRow | undefined> {
  return latest(finishedRuns(store).where('status', '!=', 'failed').where('startedAt', '<', moment));
}

/** What one or more runs span; times ISO 8601 UTC, as their clocks said. */
export interface RunSpan {
  /** When the earliest began. */
  from: string;
  /** When the latest began. */
  until: string;
  runs: number;
}

/** The finished runs, still kept, made after that one; after none: all of them. Undefined when there are none. */
export async function spanAfter(store: Store, runId: string | undefined): Promise<RunSpan | undefined> {
  const after = runId === undefined ? undefined : await findRun(store, runId);
  const { from, until, runs } = await finishedRuns(store)
    .select(({ fn }) => [
      fn.min<string | null>('startedAt').as('from'),
      fn.max<string | null>('startedAt').as('until'),
      fn.countAll<number>().as('runs'),
    ])
    .where('number', '>', after?.number ?? 0)
    .executeTakeFirstOrThrow();
  return from === null || until === null ? undefined : { from, until, runs };
}

/**
 * Forgets all but the last `keep` runs, and those named, with their rows; discrepancies themselves are never forgotten.
 */
export async function pruneRuns(store: Store, keep: number, named: readonly string[] = []): Promise<void> {
  await inTransaction(store, async inner => {
    const { db } = inner;
    const kept = db.selectFrom('run').select('id').orderBy('number', 'desc').limit(keep);
    let old = db.deleteFrom('run').where('id', 'not in', kept).where('status', '!=', 'running');
    if (named.length > 0) old = old.where('id', 'not in', named);
    await old.execute();
    await sql`
      delete from discrepancy_content
      where not exists (select 1 from discrepancy d where d.content_id = discrepancy_content.id)
        and not exists (select 1 from run_discrepancy r where r.content_id = discrepancy_content.id)`.execute(
      db,
    );
    await pruneUnitSets(inner);
  });
}
