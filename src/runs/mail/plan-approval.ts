import type { Configuration } from '../../config/configuration.ts';
import type { MailRecipient } from '../../config/sections/mail.ts';
import { numberWords } from '../../domain/number-words.ts';
import { differenceText } from '../../plan/difference.ts';
import type { Plan } from '../../plan/plan.ts';
import { type PlanLine, planView } from '../../plan/show-model.ts';
import type { PlanApprovalBody } from '../../report/mail/bodies.ts';
import { sliceOf } from '../../report/mail/slice.ts';
import type { Store } from '../../store/core/contract.ts';
import { queueLetters } from '../../store/mail/outbox.ts';
import { firstOf } from '../../words/sentence.ts';
import { planNames } from '../plan-names.ts';

/** Of a plan the letter tells the first; its page has them all. */
const told = { services: 5, lines: 8, differences: 3 };

/**
 * Tells whoever is to hear of it that a plan waits for somebody's approval: one letter a plan and address, in the
 * transaction that stores the plan. One that may be applied as it is, or that nobody can allow, waits for nobody.
 */
export async function queuePlanApproval(
  inner: Store,
  configuration: Configuration,
  { plan, named }: { plan: Plan; named: Parameters<typeof planNames>[1] },
): Promise<number> {
  const recipients = configuration.mail?.recipients.filter(hearsOfPlans) ?? [];
  const { id, createdAt, author, holds, rollbackOf, actions } = plan;
  const waits = actions.length > 0 && holds.length > 0 && holds.every(({ approvable }) => approvable);
  if (recipients.length === 0 || !waits) return 0;
  const view = planView(plan, planNames(configuration, named));
  const { first, more } = firstOf(view.procedures, told.services);
  const body: Omit<PlanApprovalBody, 'slice'> = {
    ...{ plan: id, createdAt, author, back: rollbackOf !== undefined, headline: view.headline, more },
    holds: [...new Set(view.holds.map(({ name }) => name))],
    services: first.map(({ code, name, systems }) => {
      const all = systems.flatMap(({ title, lines }) => lines.map(line => ({ title, line })));
      const lines = firstOf(all, told.lines);
      return {
        ...{ code, name: name ?? null, more: lines.more },
        changes: lines.first.map(({ title, line }) => ({
          what: `${title}: ${line.title}`,
          how: howOf(line),
        })),
      };
    }),
  };
  const letters = recipients.map(recipient => ({
    ...{ kind: 'plan-approval' as const, subject: id, to: recipient.address, notBefore: createdAt },
    body: { ...body, slice: sliceOf(recipient) },
  }));
  return queueLetters(inner, letters, createdAt);
}

/** Whose word plans wait for, unless the configuration says otherwise: VP UBND. */
function hearsOfPlans({ plans, owner }: MailRecipient): boolean {
  return plans ?? owner === 'regulatory';
}

/** "đổi bước «Thẩm định»: 24 giờ → 16 giờ; và 3 chỗ khác". */
function howOf({ differences }: PlanLine): string {
  const { first, more } = firstOf(differences.map(differenceText), told.differences);
  return [...first, ...(more > 0 ? [`và ${numberWords(more)} chỗ khác`] : [])].join('; ');
}
