import { sql } from 'kysely';
import type { Job } from '../../domain/job.ts';
import type { Store } from '../core/contract.ts';
import { addEvents, forgetProgress } from './job-events.ts';
import { findJob } from './jobs.ts';

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
  const { attempts, cancelRequested } = found;
  if (cancelRequested || attempts >= mostAttempts) {
    const end = cancelRequested
      ? { state: 'cancelled' as const, message: 'đã hủy; tiến trình thực hiện việc này đã bị dừng' }
      : { state: 'failed' as const, message: gaveUp };
    return { answer: 'ended', job: await endJob(inner, id, end, now) };
  }
  const taken = { workerHost: worker.host, workerPid: worker.pid, attempts: attempts + 1 };
  const begun = { state: 'running' as const, startedAt: found.startedAt ?? now, ...taken };
  await inner.db.updateTable('job').set(begun).where('id', '=', id).execute();
  const job = (await findJob(inner, id))!;
  const data = { worker: job.worker, attempt: job.attempts };
  await addEvents(inner, [{ jobId: id, at: now, kind: attempts > 0 ? 'taken-over' : 'started', data }]);
  return { answer: 'begun', job, again: found.startedAt !== null };
}

/** Notes what the job makes, before it is made: whoever takes it over can look whether it was. */
export async function noteJob({ db }: Store, id: string, made: { runId?: string; planId?: string | null }) {
  await db.updateTable('job').set(made).where('id', '=', id).execute();
}

export interface JobEnd {
  state: 'done' | 'failed' | 'cancelled';
  message: string;
  runId?: string | null;
  planId?: string | null;
}

/** Ends a job, with its event; of its progress what came of it is kept. */
export async function endJob(inner: Store, id: string, end: JobEnd, now: string): Promise<Job> {
  const { state, message, runId, planId } = end;
  const ended = { ...inNobodysHands, state, message, runId, planId, finishedAt: now };
  await inner.db.updateTable('job').set(ended).where('id', '=', id).execute();
  await forgetProgress(inner, id);
  await addEvents(inner, [{ jobId: id, at: now, kind: state, data: null }]);
  return (await findJob(inner, id))!;
}

/** Puts a job back to waiting, as if this attempt had not been; `why` is Vietnamese. */
export async function putBackJob(inner: Store, { id, attempts }: Job, why: string, now: string) {
  const waits = { ...inNobodysHands, state: 'waiting' as const, attempts: Math.max(0, attempts - 1) };
  await inner.db.updateTable('job').set(waits).where('id', '=', id).execute();
  await addEvents(inner, [{ jobId: id, at: now, kind: 'handed-back', data: { why } }]);
}

/** Says of a job whose process died that nobody has it in hand, unless somebody has begun it again. */
export async function waitAgain({ db }: Store, { id, attempts, worker }: Job): Promise<void> {
  await db
    .updateTable('job')
    .set({ ...inNobodysHands, state: 'waiting' })
    .where(({ and }) => and({ id, state: 'running', attempts }))
    // Handed back, it is begun under the same number again.
    .where(sql<string>`worker_pid || '@' || worker_host`, '=', worker)
    .execute();
}

const inNobodysHands = { workerHost: null, workerPid: null };
