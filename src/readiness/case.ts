import type { CaseBrief, CaseFacts } from '../domain/procedure.ts';
import { type Answer, met, notMet, notNeeded, type Overrun, unknown } from './answer.ts';

/** Sums of fractions of an hour are not exact. */
const tolerance = 1e-6;

/** Can people fill the case's form in? */
export function eformOf({ eform }: CaseBrief): Answer {
  if (eform === undefined) return unknown('eform-unread');
  if (eform === null) return notMet({ code: 'no-eform' });
  const { state, reason } = eform;
  if (state === 'usable') return met;
  const code = state === 'empty' ? 'eform-empty' : 'eform-invalid';
  return notMet({ code, ...(reason !== undefined && { reason }) });
}

/** Does the case's workflow run, within the time there is? */
export function workflowOf(facts: CaseBrief): Answer {
  const { workflow } = facts;
  if (workflow === undefined) return unknown('workflow-unread');
  if (workflow === null) return notMet({ code: 'no-workflow' });
  const { defects } = workflow;
  const overruns = overrunsOf(facts);
  if (defects.length > 0 || overruns.length > 0)
    return notMet({ code: 'workflow-unsound', defects, overruns });
  return timesOf(facts).some(({ hours, deadline }) => hours !== undefined && deadline === undefined)
    ? unknown('times-unread')
    : met;
}

/** Steps that take longer than the case's deadline. */
export function overrunsOf(facts: CaseBrief): Overrun[] {
  return timesOf(facts).flatMap(({ how, hours, deadline }) =>
    hours !== undefined && deadline && deadline > 0 && hours > deadline + tolerance
      ? [{ how, hours, deadline }]
      : [],
  );
}

/** A case without a deadline of its own for online filing has one deadline for every channel. */
function timesOf({ workflow, deadlineHours, onlineDeadlineHours }: CaseBrief) {
  const online = onlineDeadlineHours === null ? deadlineHours : onlineDeadlineHours;
  return [
    { how: 'in-person', hours: workflow?.longestHours, deadline: deadlineHours },
    { how: 'online', hours: workflow?.longestOnlineHours, deadline: online },
  ] as const;
}

/** @param expected number of papers asked for in this case (`papersExpected`); undefined = could not tell. */
export function componentsOf({ components }: CaseFacts, expected: number | undefined): Answer {
  if (components && components.length > 0) return met;
  if (expected === 0) return notNeeded('no-papers-needed');
  if (components === undefined) return unknown('components-unread');
  return expected === undefined ? unknown('papers-unclear') : notMet({ code: 'no-components', expected });
}

/**
 * Where something is to be paid: by the case, or by the account of the unit's offering.
 *
 * @param account undefined = could not tell.
 */
export function paymentOf({ onlinePayment }: CaseFacts, account: boolean | undefined): Answer {
  if (account || onlinePayment) return met;
  return account === undefined || onlinePayment === undefined
    ? unknown('payment-unread')
    : notMet({ code: 'no-payment' });
}

/** Every one of the cases open to a unit refuses online filing; one that could not be told may be open. */
function allClosed(open: readonly CaseFacts[]): boolean {
  return open.every(({ onlineClosed }) => onlineClosed === true);
}

/** May people file online? One open case is enough. `offeringClosed`: what an offering that is not closed says of itself. */
export function channelOf(open: readonly CaseFacts[], offeringClosed: boolean | undefined): Answer {
  if (allClosed(open)) return notMet({ code: 'cases-closed' });
  const told = offeringClosed === false || open.some(({ onlineClosed }) => onlineClosed === false);
  return told ? met : unknown('channel-unread');
}
