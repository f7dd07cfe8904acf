import { type Job, type JobKind, jobPriorities } from '../../domain/job.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Doing } from '../../store/access/audit.ts';
import { inTransaction } from '../../store/core/open.ts';
import { jobOfKey } from '../../store/work/asked-keys.ts';
import { findJob, type NewJob } from '../../store/work/jobs.ts';
import { asked } from '../audited.ts';
import type { Asking } from '../context.ts';

/** What of the queue a use case knows; the runtime has it. */
export interface Queueing {
  /** `created` is false where an earlier job is the answer. @throws Refusal */
  enqueue<Kind extends JobKind>(job: NewJob<Kind>): Promise<{ job: Job<Kind>; created: boolean }>;
  /** Undefined = no such job, or it has ended. */
  cancel(id: string, by: Doing): Promise<Job | undefined>;
}

export type JobWish<Kind extends JobKind = JobKind> = Pick<NewJob<Kind>, 'kind' | 'scope'>;

/**
 * Queues what somebody asks for, in the audit trail with it. The job; an earlier one where the very same was asked for
 * with the key of `asking` before, or waits already.
 *
 * @param check Whether it may be queued, asked of whoever may ask for it; not again where his key has been used for it.
 * @throws Refusal when too much waits, or the key was used for something else.
 */
export function startJob<Kind extends JobKind>(
  asking: Asking,
  queue: Queueing,
  wish: JobWish<Kind>,
  check?: () => Promise<void>,
): Promise<Job<Kind>> {
  const { key, actor } = asking;
  const { name, identity, origin } = actor;
  return asked(asking, `start-${wish.kind}`, wish.kind, async () => {
    const wanted: NewJob<Kind> = {
      ...wish,
      priority: jobPriorities.asked,
      requestedBy: name,
      ...(identity !== undefined && { requestedIdentity: identity }),
      origin,
      ...(key !== undefined && { idempotencyKey: key }),
    };
    if (check) {
      const now = asking.now().toISOString();
      const known = await inTransaction(asking.store, inner => jobOfKey(inner, wanted, now));
      if (known) return known as Job<Kind>;
      await check();
    }
    const { job } = await queue.enqueue(wanted);
    return job;
  });
}

/**
 * Ends a job: at once while it waits, at its next safe point while it runs. In the audit trail with it.
 *
 * @throws Refusal when there is none, or it has ended.
 */
export function cancelJob(asking: Asking, queue: Queueing, id: string): Promise<Job> {
  return asked(asking, 'cancel-job', id, async by => {
    if (!(await findJob(asking.store, id))) throw new Refusal('job-unknown', { job: id });
    const job = await queue.cancel(id, by);
    if (!job) throw new Refusal('job-ended', { job: id });
    return job;
  });
}
