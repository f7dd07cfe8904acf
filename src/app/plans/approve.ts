import { Refusal } from '../../domain/refusal.ts';
import { samePerson } from '../../domain/same-person.ts';
import { addApproval, findPlan, keepRefusal } from '../../store/push/plans.ts';
import { askedAtOnce } from '../audited.ts';
import type { Asking } from '../context.ts';

/**
 * A second person's word that a draft may be applied. Never its author's own (`samePerson`).
 *
 * @throws Refusal
 */
export function approvePlan(asking: Asking, { plan: id, reason }: { plan: string; reason: string }) {
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

/**
 * Says no to a plan that has not been begun, approved or not: it is never applied. Whoever may approve may refuse, an
 * author his own plan, too.
 *
 * @throws Refusal
 */
export function refusePlan(asking: Asking, { plan: id, reason }: { plan: string; reason: string }) {
  return askedAtOnce(asking, 'refuse-plan', id, async (inner, { who, at }, done) => {
    if (!who.trim() || !reason.trim()) throw new Refusal('word-incomplete', { of: 'refusal' });
    const plan = await findPlan(inner, id);
    if (!plan) throw new Refusal('plan-unknown', { plan: id });
    const { state, fingerprint } = plan;
    if (!(await keepRefusal(inner, id, { by: who, reason, at })))
      throw new Refusal('plan-not-waiting', { plan: id, state });
    await done(inner, { before: { state, fingerprint }, after: { state: 'refused', reason } });
  });
}
