import type { Configuration } from '../../config/configuration.ts';
import type { MailRecipient } from '../../config/sections/mail.ts';
import { numberWords } from '../../domain/number-words.ts';
import { differenceText } from '../../plan/difference.ts';
import { type Plan, waitsFor } from '../../plan/plan.ts';
import { type PlanLine, planHeadline, planView } from '../../plan/show-model.ts';
import { guardNames } from '../../plan/words.ts';
import type { PlanApprovalBody } from '../../report/mail/bodies.ts';
import { sliceOf } from '../../report/mail/slice.ts';
import type { NewLetter } from '../../store/mail/letter-rows.ts';
import { firstOf } from '../../words/sentence.ts';
import { planNames } from '../plan-input.ts';

/** Of a plan the letter tells the first; its page has them all. */
const told = { services: 5, lines: 8, differences: 3 };

/**
 * What tells whoever is to hear of it that a plan waits for somebody's approval: one letter a plan and address. One
 * that may be applied as it is, or that nobody can allow, waits for nobody.
 */
export function planApprovalLetters(
  configuration: Configuration,
  { plan, named }: { plan: Plan; named: Parameters<typeof planNames>[1] },
): NewLetter[] {
  const recipients = configuration.mail?.recipients.filter(hearsOfPlans) ?? [];
  const { id, createdAt, author, holds, rollbackOf, actions } = plan;
  const waits = actions.length > 0 && waitsFor(plan, configuration.push) === 'approver';
  if (recipients.length === 0 || !waits) return [];
  // What does not come back is told before all else: of much it is enough to say how much there is.
  const lossy = new Set(
    actions.flatMap(({ change, leavesOut }) => (leavesOut === undefined ? [] : [change.target.procedure])),
  );
  const procedures = [...new Set(actions.map(({ change }) => change.target.procedure))].sort();
  const codes = procedures.toSorted((a, b) => Number(lossy.has(b)) - Number(lossy.has(a)));
  const { first, more } = firstOf(codes, told.services);
  // Differences are dear: only of what is told.
  const theirs = actions.filter(({ change }) => first.includes(change.target.procedure));
  const view = planView({ ...plan, actions: theirs }, planNames(configuration, named));
  const body: Omit<PlanApprovalBody, 'slice'> = {
    ...{ plan: id, createdAt, author, back: rollbackOf !== undefined, headline: planHeadline(plan), more },
    holds: [...new Set(holds.map(({ guard }) => guardNames[guard]))],
    services: view.procedures.map(({ code, name, systems }) => {
      const all = systems
        .flatMap(({ title, lines }) => lines.map(line => ({ title, line })))
        .toSorted((a, b) => Number(b.line.leavesOut !== undefined) - Number(a.line.leavesOut !== undefined));
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
  return recipients.map(recipient => ({
    ...{ kind: 'plan-approval', subject: id, to: recipient.address, notBefore: createdAt },
    body: { ...body, slice: sliceOf(recipient) },
  }));
}

/** Whose word plans wait for, unless the configuration says otherwise: VP UBND. */
function hearsOfPlans({ plans, owner }: MailRecipient): boolean {
  return plans ?? owner === 'regulatory';
}

/** "đổi bước «Thẩm định»: 24 giờ → 16 giờ; và 3 chỗ khác"; before all what does not come back. */
function howOf({ differences, leavesOut }: PlanLine): string {
  const { first, more } = firstOf(differences.map(differenceText), told.differences);
  return [leavesOut ?? [], first, ...(more > 0 ? [`và ${numberWords(more)} chỗ khác`] : [])]
    .flat()
    .join('; ');
}
