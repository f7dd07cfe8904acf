import { Refusal } from '../../domain/refusal.ts';
import { samePerson } from '../../domain/same-person.ts';
import { addApproval, findPlan } from '../../store/push/plans.ts';
import { askedAtOnce } from '../audited.ts';
import type { Asking } from '../context.ts';

/**
 * A second person's word that a draft may be applied. Never its author's own (`samePerson`).
 *
 * @throws Refusal
 */
export function approvePlan(
  asking: Asking,
  { plan: id, reason }: { plan: string; reason: string },
): Promise<void> {
  return askedAtOnce(asking, 'approve-plan', id, async (inner, { who, identity, at }, done) => {
    if (!who.trim() || !reason.trim()) throw new Refusal('word-incomplete', { of: 'approval' });
    const plan = await findPlan(inner, id);
    if (!plan) throw new Refusal('plan-unknown', { plan: id });
    const { author, authorIdentity, fingerprint, state } = plan;
    if (samePerson(asking.actor, { name: author, identity: authorIdentity ?? undefined }))
      throw new Refusal('approver-is-author', { plan: id, author });
    if (!(await addApproval(inner, id, { who, identity, reason, at })))
      throw new Refusal('plan-not-waiting', { plan: id, state });
    await done(inner, { before: { state, author, fingerprint }, after: { state: 'approved', reason } });
  });
}
