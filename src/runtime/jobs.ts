import { sql } from 'kysely';
import type { Queueing } from '../app/jobs/start.ts';
import { sortedJson } from '../domain/canonical.ts';
import { type Job, type JobKind, jobPriorities } from '../domain/job.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Store } from '../store/core/contract.ts';
import { inTransaction } from '../store/core/open.ts';
import { jobOfKey, keepKey } from '../store/work/asked-keys.ts';
import { addJob, type NewJob, recordWish, requestCancel, unfinishedJobs } from '../store/work/jobs.ts';
import type { JobQueue } from './queue.ts';

export interface JobsSettings {
  store: Store;
  queue: Pick<JobQueue, 'send' | 'withdraw' | 'wake'>;
  now: () => Date;
  /** Tells the worker of this process, so that it need not wait until it looks. */
  cancelled?(id: string): void;
}

/** Where the schedule, the HTTP API and the command line hand jobs in. */
export function openJobs({ store, queue, now, cancelled }: JobsSettings): Queueing {
  return {
    async enqueue(wanted) {
      const answer = await enqueueJob(store, queue, wanted, now().toISOString());
      if (answer.created) queue.wake();
      return answer;
    },
    async cancel(id, by) {
      const job = await inTransaction(store, async inner => {
        const asked = await requestCancel(inner, id, by);
        if (asked?.state === 'cancelled') await queue.withdraw(inner, id);
        return asked;
      });
      if (job?.state === 'running') cancelled?.(id);
      return job;
    },
  };
}

/** So many may wait: of one caller, and of all. What the schedule asks for is bounded by itself. */
export const queueBounds = { caller: 20, all: 200 };
/** A job takes some minutes; sooner than this there is hardly room. */
const retryAfterSeconds = 60;

/** As `Queueing.enqueue`, in a transaction of its own or in the caller's, with which it stands or falls. */
export async function enqueueJob<Kind extends JobKind>(
  store: Store,
  queue: Pick<JobQueue, 'send'>,
  wanted: NewJob<Kind>,
  now: string,
): Promise<{ job: Job<Kind>; created: boolean }> {
  return inTransaction(store, async inner => {
    // Two who ask at the same time must not both find room, or no equal one.
    if (inner.driver === 'postgres')
      await sql`select pg_advisory_xact_lock(hashtext('dvc-sync enqueue'))`.execute(inner.db);
    const known = await jobOfKey(inner, wanted, now);
    if (known) return { job: known as Job<Kind>, created: false };
    const equal = await equalWaiting(inner, wanted);
    if (equal) {
      await keepKey(inner, equal, wanted, now);
      // That he wanted it too is nowhere else.
      if (!isOf(equal, wanted)) await recordWish(inner, equal, wanted, 'joined', now);
      return { job: equal as Job<Kind>, created: false };
    }
    const job = await addJob(inner, wanted, now);
    await keepKey(inner, job, wanted, now);
    await queue.send(inner, job);
    return { job, created: true };
  });
}

/** @throws Refusal when there is none and no room for another. */
async function equalWaiting(inner: Store, wanted: NewJob): Promise<Job | undefined> {
  const waiting = (await unfinishedJobs(inner)).filter(({ state }) => state === 'waiting');
  const scope = sortedJson(wanted.scope);
  const equal = waiting.find(
    job =>
      job.kind === wanted.kind &&
      // One whose process died before it could be cancelled waits only to be cancelled.
      !job.cancelRequested &&
      // A person's wish must not wait as long as the schedule's, nor a scheduled one go with a person's cancel.
      job.priority === wanted.priority &&
      sortedJson(job.scope) === scope &&
      (!holdsWord(job) || isOf(job, wanted)),
  );
  if (equal || wanted.priority === jobPriorities.scheduled) return equal;
  const own = waiting.filter(job => isOf(job, wanted)).length;
  if (own >= queueBounds.caller)
    throw new Refusal('queue-full', { waiting: own, of: 'caller', retryAfterSeconds });
  const all = waiting.filter(({ priority }) => priority !== jobPriorities.scheduled).length;
  if (all >= queueBounds.all) throw new Refusal('queue-full', { waiting: all, of: 'all', retryAfterSeconds });
  return undefined;
}

/** Somebody says something with it, for which he is named in the audit trail. */
function holdsWord({ kind, scope }: Job): boolean {
  return kind === 'reconcile' && (scope as Job<'reconcile'>['scope']).acceptShrink !== undefined;
}

function isOf(job: Job, { requestedBy, requestedIdentity }: NewJob): boolean {
  return job.requestedBy === requestedBy && job.requestedIdentity === requestedIdentity;
}
