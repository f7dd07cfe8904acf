import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Job, JobKind, JobState } from '../domain/job.ts';
import { Refusal } from '../domain/refusal.ts';
import { canonicalJson, type Doing, record } from './audit.ts';
import { list } from './bulk.ts';
import type { NewJob, Store } from './contract.ts';
import { addEvents } from './job-events.ts';
import { inTransaction } from './open.ts';
import type { JobTable } from './tables.ts';

const keyHonouredMs = 24 * 3_600_000;

/**
 * Writes a job down as waiting, with its event and its entry in the audit trail. Asked again with the same key by the same account within a day, the
 * earlier job is the answer and `created` is false. Inside a transaction it stands or falls with it.
 *
 * @throws Refusal when the key was used for another kind or scope.
 */
export async function enqueueJob<Kind extends JobKind>(
  store: Store,
  { kind, scope, priority, requestedBy, requestedIdentity, origin, idempotencyKey }: NewJob<Kind>,
  now: string,
): Promise<{ job: Job<Kind>; created: boolean }> {
  return inTransaction(store, async inner => {
    if (idempotencyKey !== undefined) await takeOffOldKey(inner, requestedBy, idempotencyKey, now);
    const id = newJobId(now);
    await inner.db
      .insertInto('job')
      .values({
        id,
        kind,
        scope: JSON.stringify(scope),
        priority,
        state: 'waiting',
        requested_by: requestedBy,
        requested_identity: requestedIdentity ?? null,
        origin,
        queued_at: now,
        attempts: 0,
        cancel_requested: 0,
        idempotency_key: idempotencyKey ?? null,
      })
      .onConflict(conflict => conflict.columns(['requested_by', 'idempotency_key']).doNothing())
      .execute();
    const job = await findJob(inner, id);
    if (job) {
      const data = { kind, requestedBy, origin };
      await addEvents(inner, [{ jobId: id, at: now, kind: 'queued', data }]);
      await record(inner, {
        ...{ at: now, who: requestedBy, identity: requestedIdentity, origin },
        ...{ action: `start-${kind}`, target: id },
        ...{ before: null, after: scope, outcome: 'queued' },
      });
      return { job: job as Job<Kind>, created: true };
    }
    const earlier = jobOf(
      await inner.db
        .selectFrom('job')
        .selectAll()
        .where('requested_by', '=', requestedBy)
        .where('idempotency_key', '=', idempotencyKey!)
        .executeTakeFirstOrThrow(),
    );
    if (earlier.kind !== kind || canonicalJson(earlier.scope) !== canonicalJson(scope))
      throw new Refusal('idempotency-key-reused', { job: earlier.id });
    return { job: earlier as Job<Kind>, created: false };
  });
}

async function takeOffOldKey({ db }: Store, account: string, key: string, now: string): Promise<void> {
  await db
    .updateTable('job')
    .set({ idempotency_key: null })
    .where('requested_by', '=', account)
    .where('idempotency_key', '=', key)
    .where('queued_at', '<=', new Date(Date.parse(now) - keyHonouredMs).toISOString())
    .execute();
}

/** `J20261123T051200123Z-4f2ab1`: sorts by time and can be read. */
function newJobId(now: string): string {
  const time = new Date(now).toISOString().replace(/[-:.]/g, '');
  return `J${time}-${randomBytes(3).toString('hex')}`;
}

export async function findJob(store: Store, id: string): Promise<Job | undefined> {
  const row = await store.db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
  return row && jobOf(row);
}

export interface JobFilter {
  states?: readonly JobState[];
  kinds?: readonly JobKind[];
  /** Id of the last job of the page before. */
  before?: string;
  limit: number;
}

/** Latest first. */
export async function listJobs(store: Store, filter: JobFilter): Promise<Job[]> {
  let query = store.db.selectFrom('job').selectAll();
  if (filter.states) query = query.where('state', 'in', list(store, filter.states) as never);
  if (filter.kinds) query = query.where('kind', 'in', list(store, filter.kinds) as never);
  if (filter.before !== undefined) query = query.where('id', '<', filter.before);
  const rows = await query.orderBy('id', 'desc').limit(filter.limit).execute();
  return rows.map(jobOf);
}

/**
 * Ends a waiting job at once and asks the process that has a running one to end it; in the audit trail. The job as it
 * is then; undefined when there is none or it has ended.
 */
export async function requestCancel(store: Store, id: string, by: Doing): Promise<Job | undefined> {
  const { who, at } = by;
  return inTransaction(store, async inner => {
    const waiting = await inner.db
      .updateTable('job')
      .set({ state: 'cancelled', finished_at: at, cancel_requested: 1, message: `${who} đã hủy` })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .executeTakeFirst();
    const running =
      waiting.numUpdatedRows === 1n ||
      (
        await inner.db
          .updateTable('job')
          .set({ cancel_requested: 1 })
          .where('id', '=', id)
          .where('state', '=', 'running')
          .executeTakeFirst()
      ).numUpdatedRows === 1n;
    if (!running) return undefined;
    const waited = waiting.numUpdatedRows === 1n;
    const job = await findJob(inner, id);
    const kind = waited ? 'cancelled' : 'cancel-requested';
    await addEvents(inner, [{ jobId: id, at, kind, data: { by: who } }]);
    await record(inner, {
      ...{ ...by, action: 'cancel-job', target: id },
      ...{ before: { state: waited ? 'waiting' : 'running' }, after: { state: job?.state }, outcome: 'done' },
    });
    return job;
  });
}

export interface QueueDepth {
  waiting: number;
  running: number;
  /** When the one that has waited longest was queued; null when none waits. */
  oldestWaiting: string | null;
}

export async function queueDepth({ db }: Store): Promise<QueueDepth> {
  const rows = await db
    .selectFrom('job')
    .select(({ fn }) => ['state', fn.countAll().as('count'), fn.min('queued_at').as('oldest')])
    .where('state', 'in', ['waiting', 'running'])
    .groupBy('state')
    .execute();
  const of = (state: JobState) => rows.find(row => row.state === state);
  return {
    waiting: Number(of('waiting')?.count ?? 0),
    running: Number(of('running')?.count ?? 0),
    oldestWaiting: of('waiting')?.oldest ?? null,
  };
}

/** In the order they are to be done: higher priority first, then the longer wait. */
export async function waitingJobs(store: Store, limit: number): Promise<Job[]> {
  const rows = await store.db
    .selectFrom('job')
    .selectAll()
    .where('state', '=', 'waiting')
    .orderBy('priority', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(jobOf);
}

/** Forgets jobs that ended before `before`, with their events; those a schedule's last moments speak of are kept. */
export async function pruneJobs({ db }: Store, before: string): Promise<number> {
  const last = db
    .selectFrom('moment')
    .select(({ fn }) => ['job', fn.max('due').as('due')])
    .where('outcome', '=', 'queued')
    .groupBy('job')
    .as('last');
  const latest = db
    .selectFrom('moment')
    .innerJoin(last, join => join.onRef('last.job', '=', 'moment.job').onRef('last.due', '=', 'moment.due'))
    .select('moment.job_id')
    .where('moment.job_id', 'is not', null)
    .$castTo<{ job_id: string }>();
  const { numDeletedRows } = await db
    .deleteFrom('job')
    .where('finished_at', '<', before)
    .where('id', 'not in', latest)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export function jobOf(row: Selectable<JobTable>): Job {
  return {
    id: row.id,
    kind: row.kind,
    scope: JSON.parse(row.scope) as Job['scope'],
    priority: row.priority,
    state: row.state,
    requestedBy: row.requested_by,
    ...(row.requested_identity !== null && { requestedIdentity: row.requested_identity }),
    origin: row.origin,
    queuedAt: row.queued_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    worker: row.worker_host === null ? null : `${row.worker_pid}@${row.worker_host}`,
    attempts: row.attempts,
    cancelRequested: row.cancel_requested === 1,
    runId: row.run_id,
    planId: row.plan_id,
    message: row.message,
  };
}

export { addEvents, eventsAfter, lastEventId } from './job-events.ts';
