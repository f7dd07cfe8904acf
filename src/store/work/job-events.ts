import { sql } from 'kysely';
import type { JobEvent } from '../../domain/job.ts';
import { insertRows, list, numberList } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { inTransaction } from '../core/open.ts';

/** `data` null: what stands with its job, of `queued` and of an end (`eventsAfter`). */
export type NewJobEvent = Omit<JobEvent, 'id' | 'data'> & { data: JobEvent['data'] | null };

/** Any number will do, so long as nobody else of this database uses it. */
const eventLock = 0x6a6f62;

/**
 * Writes events down; `data` JSON-safe, without secrets. Ids become visible in their order, so that who reads on from
 * the last id he has seen misses none. Put it last in a transaction: others wait for its end.
 */
export async function addEvents(store: Store, events: readonly NewJobEvent[]): Promise<void> {
  if (!events.length) return;
  await inTransaction(store, async inner => {
    const ids = [...new Set(events.map(({ jobId }) => jobId))];
    const told = inner.db.selectFrom('job').select(['id', 'number']).where('id', 'in', list(inner, ids));
    const jobs = await told.execute();
    const numbers = new Map(jobs.map(({ id, number }) => [id, number]));
    // A sequence gives numbers away before their transaction is seen. SQLite's are one after the other anyway.
    if (inner.driver === 'postgres') await sql`select pg_advisory_xact_lock(${eventLock})`.execute(inner.db);
    const rows = events.map(({ jobId, ...event }) => ({ ...event, job: numbers.get(jobId)! }));
    await insertRows(inner, 'jobEvent', rows);
  });
}

/**
 * Forgets how far the reading of a system had come where it came further or to its end. That is told twice a second for
 * who watches; kept for as long as the job is, it would be most of what a store grows by.
 */
export async function forgetProgress(store: Store, jobId: string): Promise<void> {
  const progress = events(store).where('j.id', '=', jobId).where('e.kind', 'in', ['reading', 'read']);
  const told = await progress.orderBy('e.id', 'desc').execute();
  const further = new Set<unknown>();
  const passed: number[] = [];
  for (const { id, kind, data } of told) {
    if (typeof data?.system !== 'string') continue;
    if (kind === 'reading' && further.has(data.system)) passed.push(id);
    further.add(data.system);
  }
  if (passed.length > 0)
    await store.db.deleteFrom('jobEvent').where('id', 'in', numberList(store, passed)).execute();
}

/** Forgets how far runs had come that are forgotten themselves; their jobs go on saying what came of them. */
export async function forgetRunsProgress({ db }: Store): Promise<void> {
  const runs = db.selectFrom('run').select('id');
  const jobs = db
    .selectFrom('job')
    .select('number')
    .where('finishedAt', 'is not', null)
    .where('runId', 'is not', null)
    .where('runId', 'not in', runs);
  const told = db.deleteFrom('jobEvent').where('job', 'in', jobs);
  await told.where('kind', 'in', ['reading', 'read', 'judging']).execute();
}

/** Events with an id above `after`, of one job or of all, lowest first. */
export async function eventsAfter(
  store: Store,
  { after, job, limit }: { after: number; job?: string; limit: number },
): Promise<JobEvent[]> {
  const query = events(store)
    .select(['j.kind as jobKind', 'j.requestedBy', 'j.origin', 'j.message', 'j.runId', 'j.planId'])
    .where('e.id', '>', after)
    .where(({ and }) => and({ 'j.id': job }));
  const rows = await query.orderBy('e.id').limit(limit).execute();
  return rows.map(({ jobKind, requestedBy, origin, message, runId, planId, ...event }) => {
    const ofJob =
      event.kind === 'queued' ? { kind: jobKind, requestedBy, origin } : { message, runId, planId };
    return { ...event, data: event.data ?? ofJob };
  });
}

function events({ db }: Store) {
  return db
    .selectFrom('jobEvent as e')
    .innerJoin('job as j', 'j.number', 'e.job')
    .select(['e.id', 'j.id as jobId', 'e.at', 'e.kind', 'e.data']);
}

/** Where somebody begins to listen who wants only what is to come; 0 before the first event. */
export async function lastEventId({ db }: Store): Promise<number> {
  const last = db.selectFrom('jobEvent').select(({ fn }) => fn.max('id').as('id'));
  return (await last.executeTakeFirst())?.id ?? 0;
}
