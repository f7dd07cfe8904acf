import { type Job, type JobKind, jobPriorities } from '../../domain/job.ts';
import type { NewJob } from '../../store/contract.ts';
import { asked } from '../audited.ts';
import type { Asking } from '../context.ts';
import type { Action } from '../permissions.ts';
import type { Queueing } from './queueing.ts';

export type JobWish<Kind extends JobKind = JobKind> = Pick<NewJob<Kind>, 'kind' | 'scope'>;

/** What starting a job of a kind is called; the others are the schedule's, started by hand. */
const actions: Partial<Record<JobKind, Action>> = {
  plan: 'start-plan',
  apply: 'start-apply',
  rollback: 'start-rollback',
};

/**
 * Queues what somebody asks for, in the audit trail with it. The job; an earlier one where the very same was asked for
 * with this key before, or waits already.
 *
 * @throws Refusal when too much waits, or the key was used for something else.
 */
export function startJob<Kind extends JobKind>(
  asking: Asking,
  queue: Queueing,
  wish: JobWish<Kind>,
  idempotencyKey?: string,
): Promise<Job<Kind>> {
  const { name, identity, origin } = asking.actor;
  return asked(asking, actions[wish.kind] ?? 'start-run', wish.kind, async () => {
    // Names of tokens' holders are theirs to change: what one of them asked for is nobody else's.
    const own = identity === undefined || identity.startsWith('key ') ? '' : `${identity} `;
    const { job } = await queue.enqueue({
      ...wish,
      priority: jobPriorities.asked,
      requestedBy: name,
      ...(identity !== undefined && { requestedIdentity: identity }),
      origin,
      ...(idempotencyKey !== undefined && { idempotencyKey: `${own}${idempotencyKey}` }),
    });
    return job;
  });
}
