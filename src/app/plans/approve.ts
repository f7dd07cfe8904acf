import { Refusal } from '../../domain/refusal.ts';
import { samePerson } from '../../domain/same-person.ts';
import { record } from '../../store/access/audit.ts';
import { inTransaction } from '../../store/core/open.ts';
import { addApproval, findPlan } from '../../store/push/plans.ts';
import { asked } from '../audited.ts';
import { type Asking, doingOf } from '../context.ts';

/**
 * A second person's word that a draft may be applied. Never its author's own (`samePerson`).
 *
 * @throws Refusal
 */
export function approvePlan(
  asking: Asking,
  { plan: id, reason }: { plan: string; reason: string },
): Promise<void> {
  return asked(asking, 'approve-plan', id, async () => {
    const { store, actor } = asking;
    const { who, identity, origin, at } = doingOf(asking);
    if (!who.trim() || !reason.trim()) throw new Refusal('word-incomplete', { of: 'approval' });
    await inTransaction(store, async inner => {
      const plan = await findPlan(inner, id);
      if (!plan) throw new Refusal('plan-unknown', { plan: id });
      const { author, authorIdentity, fingerprint, state } = plan;
      if (samePerson(actor, { name: author, identity: authorIdentity ?? undefined }))
        throw new Refusal('approver-is-author', { plan: id, author });
      if (!(await addApproval(inner, id, { who, identity, reason, at })))
        throw new Refusal('plan-not-waiting', { plan: id, state });
      await record(inner, {
        ...{ at, who, identity, origin, action: 'approve-plan', target: id },
        before: { state, author, fingerprint },
        after: { state: 'approved', reason },
        outcome: 'done',
      });
    });
  });
}
