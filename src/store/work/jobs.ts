import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type Job, type JobKind, type JobScopes, type JobState, jobPriorities } from '../../domain/job.ts';
import { type Doing, record } from '../access/audit.ts';
import { list } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { changesOne, rowById } from '../core/one-row.ts';
import type { Row } from '../tables/index.ts';
import { addEvents } from './job-events.ts';
import { lastMoments } from './moments.ts';

export interface NewJob<Kind extends JobKind = JobKind> {
  kind: Kind;
  scope: JobScopes[Kind];
  priority: number;
  requestedBy: string;
  /** Of the account; left out where there is but a name. */
  requestedIdentity?: string | undefined;
  origin: string;
  /** Asked again with the same key by the same account within a day, the same job is the answer. */
  idempotencyKey?: string;
}

/**
 * Writes a job down as waiting, with its event and its entry in the audit trail, in the caller's transaction: the one that
 * hands it to the queue.
 */
export async function addJob<Kind extends JobKind>(inner: Store, wish: NewJob<Kind>, now: string) {
  const id = newJobId(now);
  const { kind, scope, priority, requestedBy, requestedIdentity, origin } = wish;
  await inner.db
    .insertInto('job')
    .values(({ selectFrom }) => ({
      ...{ id, kind, scope, priority, requestedBy, requestedIdentity, origin },
      ...{ state: 'waiting' as const, queuedAt: now, attempts: 0, cancelRequested: false },
      // Who hands jobs in does so one after the other (`enqueueJob`).
      number: selectFrom('job as j').select(sql<number>`coalesce(max(j.number), 0) + 1`.as('number')),
    }))
    .execute();
  await recordWish(inner, { id }, wish, 'queued', now);
  await addEvents(inner, [{ jobId: id, at: now, kind: 'queued', data: null }]);
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
    ...{ after: scope, outcome },
  });
}

/** `J20261123T051200123Z-4f2ab1`: sorts by time and can be read. */
function newJobId(now: string): string {
  const time = new Date(now).toISOString().replace(/[-:.]/g, '');
  return `J${time}-${randomBytes(3).toString('hex')}`;
}

export async function findJob(store: Store, id: string): Promise<Job | undefined> {
  const row = await rowById(store, 'job', id);
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
  const job = inner.db.updateTable('job').where('id', '=', id);
  const ended = { state: 'cancelled' as const, finishedAt: at, message: `${who} đã hủy` };
  const waiting = job.set({ ...ended, cancelRequested: true }).where('state', '=', 'waiting');
  const waited = await changesOne(waiting);
  const running = job.set({ cancelRequested: true }).where('state', '=', 'running');
  if (!waited && !(await changesOne(running))) return undefined;
  const cancelled = await findJob(inner, id);
  const kind = waited ? 'cancelled' : 'cancel-requested';
  await record(inner, {
    ...{ ...by, action: 'cancel-job', target: id },
    ...{ before: { state: waited ? 'waiting' : 'running' }, after: { state: cancelled?.state } },
  });
  // After the trail, as everywhere: two that take the locks of both crosswise would wait for each other.
  await addEvents(inner, [{ jobId: id, at, kind, data: { by: who } }]);
  return cancelled;
}

export interface QueueDepth {
  waiting: number;
  /** Of these: asked for by somebody, not by the schedule; only these are bounded (`enqueueJob`). */
  asked: number;
  running: number;
  /** When the one that has waited longest was queued; null when none waits. */
  oldestWaiting: string | null;
}

/** @param jobs those that have not ended. */
export function queueDepth(jobs: readonly Job[]): QueueDepth {
  const waiting = jobs.filter(({ state }) => state === 'waiting');
  return {
    waiting: waiting.length,
    asked: waiting.filter(({ priority }) => priority !== jobPriorities.scheduled).length,
    running: jobs.length - waiting.length,
    oldestWaiting: waiting.map(({ queuedAt }) => queuedAt).sort()[0] ?? null,
  };
}

/** Jobs that wait or are in somebody's hands, whoever's. There are a few hundred at most (`enqueueJob`). */
export async function unfinishedJobs({ db }: Store): Promise<Job[]> {
  const jobs = db.selectFrom('job').selectAll().where('state', 'in', ['waiting', 'running']);
  return (await jobs.orderBy('id').execute()).map(jobOf);
}

/** Jobs that ended after an event (`lastEventId`), in the order of their ends; each with the event of its end. */
export async function jobsEndedAfter({ db }: Store, event: number) {
  return db
    .selectFrom('jobEvent as e')
    .innerJoin('job as j', 'j.number', 'e.job')
    .select(['j.kind', 'j.state', 'e.id as event'])
    .where('e.id', '>', event)
    .where('e.kind', 'in', ['done', 'failed', 'cancelled'])
    .orderBy('e.id')
    .execute();
}

/** Forgets jobs that ended before `before`, with their events; those a schedule's last moments speak of are kept. */
export async function pruneJobs(store: Store, before: string): Promise<number> {
  const last = await lastMoments(store, '9999', { queued: true });
  const spokenOf = last.flatMap(({ jobId }) => jobId ?? []);
  const old = store.db.deleteFrom('job').where('finishedAt', '<', before);
  const { numDeletedRows } = await old.where('id', 'not in', list(store, spokenOf)).executeTakeFirst();
  return Number(numDeletedRows);
}

/** A row as others see it. */
export function jobOf({
  idempotencyKey: _,
  number: _number,
  requestedIdentity,
  workerHost,
  workerPid,
  ...job
}: Row<'job'>): Job {
  return {
    ...job,
    ...(requestedIdentity !== null && { requestedIdentity }),
    worker: workerHost === null ? null : `${workerPid}@${workerHost}`,
  };
}
