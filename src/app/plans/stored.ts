import { loadPlan } from '../../apply/stored-plan.ts';
import type { Job } from '../../domain/job.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Store } from '../../store/core/contract.ts';
import type { Asking } from '../context.ts';
import { type Queueing, startJob } from '../jobs/start.ts';

/** A plan as it was stored, and what became of it. @throws Refusal when there is none of that id. */
export async function storedPlan(store: Store, id: string) {
  const found = await loadPlan(store, id);
  if (!found) throw new Refusal('plan-unknown', { plan: id });
  return found;
}

/**
 * Queues the applying of a plan. What cannot be applied any more is refused here already; the guards are asked again
 * when the job is begun.
 *
 * @throws Refusal
 */
export function queueApply(
  asking: Asking,
  queue: Queueing,
  scope: { plan: string; resume?: boolean; parallel?: number },
): Promise<Job> {
  return startJob(asking, queue, { kind: 'apply', scope }, async () => {
    const { plan, state } = await storedPlan(asking.store, scope.plan);
    if (!scope.resume && state !== 'draft' && state !== 'approved' && state !== 'stopped')
      throw new Refusal('plan-past-applying', { plan: plan.id, state });
  });
}

/** Queues the making of the plan that takes an applied one back. @throws Refusal */
export function queueRollback(asking: Asking, queue: Queueing, plan: string): Promise<Job> {
  return startJob(asking, queue, { kind: 'rollback', scope: { plan } }, async () => {
    await storedPlan(asking.store, plan);
  });
}
