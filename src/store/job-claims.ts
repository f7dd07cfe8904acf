import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type Selectable, sql } from 'kysely';
import type { Job } from '../domain/job.ts';
import type { Store } from './contract.ts';
import { holderIsDead } from './holder-gone.ts';
import { addEvents } from './job-events.ts';
import { findJob, jobOf } from './jobs.ts';
import { inTransaction } from './open.ts';
import { StoreError } from './store-error.ts';
import type { JobTable } from './tables.ts';

/** Another process has the job now; this one must stop and write nothing more about it. */
export class JobLost extends StoreError {
  constructor(id: string) {
    super(`việc ${id} đã do một tiến trình khác tiếp quản; tiến trình này dừng lại`);
    this.name = 'JobLost';
  }
}

/** A job in hand. */
export interface ClaimedJob {
  job: Job;
  /** Fences whatever is written about it. */
  token: string;
  /** It had been begun before: by a process that died, or one that handed it back. */
  again: boolean;
}

export type ClaimAnswer =
  | ({ answer: 'claimed' } & ClaimedJob)
  /** Ended already, in other hands, or one of its kind is running. */
  | { answer: 'not-now' }
  /** Ended by this very attempt: it had been begun too often, or was to be cancelled. */
  | { answer: 'ended'; job: Job };

/** A job that has ended its process this often is not tried again. */
const mostAttempts = 3;

/** Jobs this very process has in hand. */
const ownTokens = new Set<string>();

/**
 * Takes a job, by one conditional update: a waiting one, or a running one whose process has not been heard of for a
 * minute or was on this host and is gone. Never while another of its kind is running.
 */
export async function claimJob(store: Store, id: string, now: string): Promise<ClaimAnswer> {
  const found = await store.db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
  if (!found || (found.state !== 'waiting' && !isLost(found, now))) return { answer: 'not-now' };
  const lost = found.state === 'running';
  if (lost && found.cancel_requested === 1)
    return end(store, found, 'cancelled', 'đã hủy; tiến trình thực hiện việc này đã bị dừng', now);
  if (lost && found.attempts >= mostAttempts) return end(store, found, 'failed', gaveUp, now);

  const token = randomUUID();
  // Before it can be seen: whoever else asks in this process must not take it for one left behind.
  ownTokens.add(token);
  const taken = await inTransaction(store, async inner => {
    if (inner.driver === 'postgres') await lockKind(inner, found.kind);
    const { numUpdatedRows } = await inner.db
      .updateTable('job')
      .set(({ eb }) => ({
        state: 'running',
        started_at: found.started_at ?? now,
        worker_host: hostname(),
        worker_pid: process.pid,
        token,
        heartbeat: now,
        attempts: eb('attempts', '+', 1),
      }))
      .where('id', '=', id)
      .where(({ eb, and, or }) =>
        or([
          eb('state', '=', 'waiting'),
          and([eb('state', '=', 'running'), eb('token', '=', found.token ?? '')]),
        ]),
      )
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('job as other')
              .select('other.id')
              .where('other.kind', '=', found.kind)
              .where('other.state', '=', 'running')
              .where('other.id', '!=', id),
          ),
        ),
      )
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return undefined;
    const job = (await findJob(inner, id))!;
    const kind = lost ? 'taken-over' : 'started';
    const data = { worker: job.worker, attempt: job.attempts };
    await addEvents(inner, [{ jobId: id, at: now, kind, data }]);
    return job;
  });
  if (!taken) {
    ownTokens.delete(token);
    return { answer: 'not-now' };
  }
  return { answer: 'claimed', job: taken, token, again: found.started_at !== null };
}

const gaveUp = `tiến trình thực hiện việc này đã chết ${mostAttempts} lần; xem nhật ký của dịch vụ, khắc phục rồi yêu cầu lại`;

function isLost(row: Selectable<JobTable>, now: string): boolean {
  const { state, token, worker_host: host, worker_pid: pid, heartbeat } = row;
  if (state !== 'running' || token === null || host === null) return false;
  return holderIsDead({ host, pid: pid ?? 0, token, heartbeat }, ownTokens, now);
}

/** Two processes must not each find none of a kind running and take one. */
async function lockKind({ db }: Store, kind: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('dvc-sync job'), hashtext(${kind}))`.execute(db);
}

async function end(
  store: Store,
  found: Selectable<JobTable>,
  state: 'failed' | 'cancelled',
  message: string,
  now: string,
): Promise<ClaimAnswer> {
  const claim = { job: jobOf(found), token: found.token ?? '' };
  try {
    return { answer: 'ended', job: await finishJob(store, claim, { state, message }, now) };
  } catch (error) {
    // Another process was quicker.
    if (error instanceof JobLost) return { answer: 'not-now' };
    throw error;
  }
}

/** Ids of running jobs whose process is gone, to be offered again. */
export async function lostJobs(store: Store, now: string): Promise<Job[]> {
  const rows = await store.db.selectFrom('job').selectAll().where('state', '=', 'running').execute();
  return rows.filter(row => isLost(row, now)).map(jobOf);
}

type Claim = Pick<ClaimedJob, 'job' | 'token'>;

/**
 * Says that the process lives; call it at least every 20 s. Answers whether somebody wants the job to end.
 *
 * @throws JobLost when another process has it.
 */
export async function renewJob(store: Store, claim: Claim, now: string): Promise<{ cancel: boolean }> {
  await write(store, claim, { heartbeat: now });
  const row = await store.db
    .selectFrom('job')
    .select('cancel_requested')
    .where('id', '=', claim.job.id)
    .executeTakeFirst();
  return { cancel: row?.cancel_requested === 1 };
}

/** Notes what the job makes, before it is made: whoever takes it over can look whether it was. */
export async function noteJob(
  store: Store,
  claim: Claim,
  made: { runId?: string; planId?: string | null },
): Promise<void> {
  await write(store, claim, {
    ...(made.runId !== undefined && { run_id: made.runId }),
    ...(made.planId !== undefined && { plan_id: made.planId }),
  });
}

export interface JobEnd {
  state: 'done' | 'failed' | 'cancelled';
  message: string;
  runId?: string | null;
  planId?: string | null;
}

/** Ends a job, with its event. Throws `JobLost` when another process has it. */
export async function finishJob(store: Store, claim: Claim, end: JobEnd, now: string): Promise<Job> {
  const { state, message, runId, planId } = end;
  const finished = await inTransaction(store, async inner => {
    await write(inner, claim, {
      state,
      message,
      finished_at: now,
      ...free,
      ...(runId !== undefined && { run_id: runId }),
      ...(planId !== undefined && { plan_id: planId }),
    });
    const job = (await findJob(inner, claim.job.id))!;
    const data = { message, runId: job.runId, planId: job.planId };
    await addEvents(inner, [{ jobId: job.id, at: now, kind: state, data }]);
    return job;
  });
  ownTokens.delete(claim.token);
  return finished;
}

/**
 * Puts a job back to waiting, as if this attempt had not been; `why` is Vietnamese. One that somebody wants to end, ends.
 * Throws `JobLost` as above.
 */
export async function handBackJob(store: Store, claim: Claim, why: string, now: string): Promise<void> {
  await inTransaction(store, async inner => {
    const { cancel } = await renewJob(inner, claim, now);
    if (cancel) {
      await finishJob(inner, claim, { state: 'cancelled', message: 'đã hủy' }, now);
      return;
    }
    await write(inner, claim, { ...free, state: 'waiting', attempts: Math.max(0, claim.job.attempts - 1) });
    await addEvents(inner, [{ jobId: claim.job.id, at: now, kind: 'handed-back', data: { why } }]);
  });
  ownTokens.delete(claim.token);
}

/** In nobody's hands. */
const free = { token: null, worker_host: null, worker_pid: null, heartbeat: null };

async function write(
  { db }: Store,
  { job, token }: Claim,
  columns: Partial<Omit<Selectable<JobTable>, 'id'>>,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('job')
    .set(columns)
    .where('id', '=', job.id)
    .where('state', '=', 'running')
    .where('token', '=', token)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new JobLost(job.id);
}
