import { type Job, type JobKind, jobPriorities } from '../../domain/job.ts';
import { inTransaction } from '../../store/core/open.ts';
import { jobOfKey } from '../../store/work/job-keys.ts';
import type { NewJob } from '../../store/work/jobs.ts';
import { asked } from '../audited.ts';
import type { Asking } from '../context.ts';
import type { Queueing } from './queueing.ts';

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
