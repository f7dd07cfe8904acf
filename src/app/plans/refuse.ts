import { Refusal } from '../../domain/refusal.ts';
import { record } from '../../store/access/audit.ts';
import { inTransaction } from '../../store/core/open.ts';
import { findPlan, keepRefusal } from '../../store/push/plans.ts';
import { asked } from '../audited.ts';
import { type Asking, doingOf } from '../context.ts';

/**
 * Says no to a plan that has not been begun, approved or not: it is never applied. Whoever may approve may refuse, an
 * author his own plan, too.
 *
 * @throws Refusal
 */
export function refusePlan(
  asking: Asking,
  { plan: id, reason }: { plan: string; reason: string },
): Promise<void> {
  return asked(asking, 'refuse-plan', id, async () => {
    const by = doingOf(asking);
    if (!by.who.trim() || !reason.trim()) throw new Refusal('word-incomplete', { of: 'refusal' });
    await inTransaction(asking.store, async inner => {
      const plan = await findPlan(inner, id);
      if (!plan) throw new Refusal('plan-unknown', { plan: id });
      const { state, fingerprint } = plan;
      if (!(await keepRefusal(inner, id, { by: by.who, reason, at: by.at })))
        throw new Refusal('plan-not-waiting', { plan: id, state });
      await record(inner, {
        ...{ ...by, action: 'refuse-plan', target: id },
        ...{ before: { state, fingerprint }, after: { state: 'refused', reason }, outcome: 'done' },
      });
    });
  });
}
