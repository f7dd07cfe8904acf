import { randomBytes } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { sameJson } from '../../domain/canonical.ts';
import type { Job, JobKind, JobState } from '../../domain/job.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Doing, record } from '../access/audit.ts';
import { list } from '../core/bulk.ts';
import type { NewJob, Store } from '../core/contract.ts';
import type { JobTable } from '../core/tables.ts';
import { addEvents } from './job-events.ts';

const keyHonouredMs = 24 * 3_600_000;

/**
 * Writes a job down as waiting, with its event and its entry in the audit trail, in the caller's transaction: the one that
 * hands it to the queue.
 */
export async function addJob<Kind extends JobKind>(
  inner: Store,
  { kind, scope, priority, requestedBy, requestedIdentity, origin }: NewJob<Kind>,
  now: string,
): Promise<Job<Kind>> {
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
    })
    .execute();
  const data = { kind, requestedBy, origin };
  await recordWish(inner, { id }, { kind, scope, requestedBy, requestedIdentity, origin }, 'queued', now);
  await addEvents(inner, [{ jobId: id, at: now, kind: 'queued', data }]);
  return (await findJob(inner, id)) as Job<Kind>;
}

/** In the audit trail: who asked for a job, whether it was made for him (`queued`) or waited already (`joined`). */
export async function recordWish(
  inner: Store,
  { id }: Pick<Job, 'id'>,
  wish: Pick<NewJob, 'kind' | 'scope' | 'requestedBy' | 'requestedIdentity' | 'origin'>,
  outcome: 'queued' | 'joined',
  now: string,
): Promise<void> {
  const { kind, scope, requestedBy, requestedIdentity, origin } = wish;
  await record(inner, {
    ...{ at: now, who: requestedBy, identity: requestedIdentity, origin },
    ...{ action: `start-${kind}`, target: id },
    ...{ before: null, after: scope, outcome },
  });
}

/** Names of tokens' holders are theirs to change: what one of them asked for is nobody else's. */
function accountOf({ requestedBy, requestedIdentity }: NewJob): string {
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
    .selectFrom('idempotency_key')
    .innerJoin('job', 'job.id', 'idempotency_key.job_id')
    .selectAll('job')
    .where('idempotency_key.account', '=', accountOf(wanted))
    .where('idempotency_key.key', '=', idempotencyKey)
    .where('idempotency_key.at', '>', new Date(Date.parse(now) - keyHonouredMs).toISOString())
    .executeTakeFirst();
  if (!row) return undefined;
  const earlier = jobOf(row);
  if (earlier.kind !== kind || !sameJson(earlier.scope, scope))
    throw new Refusal('idempotency-key-reused', { job: earlier.id });
  return earlier;
}

/** Lets the job answer to the key it was asked for with, be it one that waited already. Forgotten with the job. */
export async function keepKey(
  inner: Store,
  { id }: Pick<Job, 'id'>,
  wanted: NewJob,
  now: string,
): Promise<void> {
  const { idempotencyKey: key } = wanted;
  if (key === undefined) return;
  const kept = { job_id: id, at: now };
  await inner.db
    .insertInto('idempotency_key')
    .values({ account: accountOf(wanted), key, ...kept })
    // One that is honoured no more.
    .onConflict(conflict => conflict.columns(['account', 'key']).doUpdateSet(kept))
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
 * Inside a transaction: ends a waiting job at once and asks the process that has a running one to end it; in the audit trail. The job as it
 * is then; undefined when there is none or it has ended.
 */
export async function requestCancel(inner: Store, id: string, by: Doing): Promise<Job | undefined> {
  const { who, at } = by;
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
  await record(inner, {
    ...{ ...by, action: 'cancel-job', target: id },
    ...{ before: { state: waited ? 'waiting' : 'running' }, after: { state: job?.state }, outcome: 'done' },
  });
  // After the trail, as everywhere: two that take the locks of both crosswise would wait for each other.
  await addEvents(inner, [{ jobId: id, at, kind, data: { by: who } }]);
  return job;
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

/** Jobs that wait or are in somebody's hands, whoever's. There are a few hundred at most (`enqueueJob`). */
export async function unfinishedJobs({ db }: Store): Promise<Job[]> {
  const rows = await db
    .selectFrom('job')
    .selectAll()
    .where('state', 'in', ['waiting', 'running'])
    .orderBy('id')
    .execute();
  return rows.map(jobOf);
}

/** A job begun this often without coming to an end is not tried again. */
const mostAttempts = 3;

const gaveUp = `việc này đã được bắt đầu ${mostAttempts} lần mà lần nào cũng đứt giữa chừng; xem nhật ký của dịch vụ, khắc phục rồi yêu cầu lại`;

export type BeginAnswer =
  /** `again`: it had been begun before, by a process that died or one that handed it back. */
  | { answer: 'begun'; job: Job; again: boolean }
  /** Ended just now: it had been begun too often, or was to be cancelled. */
  | { answer: 'ended'; job: Job }
  /** Had ended already, or is forgotten. */
  | { answer: 'over' };

/** Begins a job for whoever has claimed it, inside a transaction fenced by the claim. */
export async function beginJob(
  inner: Store,
  id: string,
  worker: { host: string; pid: number },
  now: string,
): Promise<BeginAnswer> {
  const found = await findJob(inner, id);
  if (!found || (found.state !== 'waiting' && found.state !== 'running')) return { answer: 'over' };
  // A job handed back counts as not begun: what is left are the times it broke off.
  const attempts = found.attempts;
  if (found.cancelRequested) {
    const message = 'đã hủy; tiến trình thực hiện việc này đã bị dừng';
    return { answer: 'ended', job: await endJob(inner, id, { state: 'cancelled', message }, now) };
  }
  if (attempts >= mostAttempts)
    return { answer: 'ended', job: await endJob(inner, id, { state: 'failed', message: gaveUp }, now) };
  await inner.db
    .updateTable('job')
    .set({
      state: 'running',
      started_at: found.startedAt ?? now,
      worker_host: worker.host,
      worker_pid: worker.pid,
      attempts: attempts + 1,
    })
    .where('id', '=', id)
    .execute();
  const job = (await findJob(inner, id))!;
  const data = { worker: job.worker, attempt: job.attempts };
  await addEvents(inner, [{ jobId: id, at: now, kind: attempts > 0 ? 'taken-over' : 'started', data }]);
  return { answer: 'begun', job, again: found.startedAt !== null };
}

/** Notes what the job makes, before it is made: whoever takes it over can look whether it was. */
export async function noteJob(
  { db }: Store,
  id: string,
  made: { runId?: string; planId?: string | null },
): Promise<void> {
  await db
    .updateTable('job')
    .set({
      ...(made.runId !== undefined && { run_id: made.runId }),
      ...(made.planId !== undefined && { plan_id: made.planId }),
    })
    .where('id', '=', id)
    .execute();
}

export interface JobEnd {
  state: 'done' | 'failed' | 'cancelled';
  message: string;
  runId?: string | null;
  planId?: string | null;
}

/** Ends a job, with its event. */
export async function endJob(inner: Store, id: string, end: JobEnd, now: string): Promise<Job> {
  const { state, message, runId, planId } = end;
  await inner.db
    .updateTable('job')
    .set({
      state,
      message,
      finished_at: now,
      ...inNobodysHands,
      ...(runId !== undefined && { run_id: runId }),
      ...(planId !== undefined && { plan_id: planId }),
    })
    .where('id', '=', id)
    .execute();
  const job = (await findJob(inner, id))!;
  const data = { message, runId: job.runId, planId: job.planId };
  await addEvents(inner, [{ jobId: id, at: now, kind: state, data }]);
  return job;
}

/** Puts a job back to waiting, as if this attempt had not been; `why` is Vietnamese. */
export async function putBackJob(
  inner: Store,
  { id, attempts }: Job,
  why: string,
  now: string,
): Promise<void> {
  await inner.db
    .updateTable('job')
    .set({ ...inNobodysHands, state: 'waiting', attempts: Math.max(0, attempts - 1) })
    .where('id', '=', id)
    .execute();
  await addEvents(inner, [{ jobId: id, at: now, kind: 'handed-back', data: { why } }]);
}

/** Says of a job whose process died that nobody has it in hand, unless somebody has begun it again. */
export async function waitAgain({ db }: Store, { id, attempts, worker }: Job): Promise<void> {
  await db
    .updateTable('job')
    .set({ ...inNobodysHands, state: 'waiting' })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('attempts', '=', attempts)
    // Handed back, it is begun under the same number again.
    .where(sql<string>`worker_pid || '@' || worker_host`, '=', worker)
    .execute();
}

const inNobodysHands = { worker_host: null, worker_pid: null };

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

function jobOf(row: Selectable<JobTable>): Job {
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
