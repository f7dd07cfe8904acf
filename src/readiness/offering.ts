import type { Hosted } from '../domain/city.ts';
import type { CaseFacts } from '../domain/procedure.ts';
import {
  type Answer,
  type HostedCondition,
  hostedConditions,
  met,
  notMet,
  notNeeded,
  unknown,
  worstOf,
} from './answer.ts';
import { channelOf, componentsOf, eformOf, paymentOf, workflowOf } from './case.ts';
import type { Needs } from './needs.ts';

/** What a system has of a procedure, as far as one unit's offering of it goes. */
export interface AtSystem {
  hosts: readonly Hosted[];
  /**
   * Its cases, whomever they are open to, or why there are none to look at; `below-online`: the system is asked for
   * those of offerings of level 3 or 4 only.
   */
  cases: readonly CaseFacts[] | 'no-procedure' | 'never-read' | 'unread' | 'below-online';
  /** The unit's own row. `account`: people can pay into one; undefined = could not tell. */
  offering: {
    account: boolean | undefined;
    onlineClosed?: boolean | undefined;
    resultByPost?: boolean | undefined;
  };
}

/** Does what the system has carry an offering of level 3 or 4 of the unit? Condition by condition. */
export function readinessAt(agency: string, at: AtSystem, needs: Needs): Record<HostedCondition, Answer> {
  const answers = hostedConditions.map(condition => [condition, conditionAt(condition, agency, at, needs)]);
  return Object.fromEntries(answers) as Record<HostedCondition, Answer>;
}

export function conditionAt(
  condition: HostedCondition,
  agency: string,
  { hosts, cases, offering }: AtSystem,
  needs: Needs,
): Answer {
  if (!hosts.includes(condition)) return notNeeded('not-hosted');
  if (condition === 'payment' && needs.fee === 'free') return notNeeded('free');
  if (condition === 'payment' && needs.fee === 'unknown') return unknown('fee-unclear');
  // What the row of the unit settles, whatever its cases are.
  if (condition === 'payment' && offering.account) return met;
  if (condition === 'channel' && offering.onlineClosed) return notMet({ code: 'offering-closed' });
  const papers = condition === 'components' ? needs.papers() : undefined;
  if (papers === 0) return notNeeded('no-papers-needed');
  if (cases === 'never-read' || cases === 'unread' || cases === 'below-online') return unknown(cases);
  const open = cases === 'no-procedure' ? [] : openTo(agency, cases);
  if (open.length === 0) {
    // Whether papers are missing hangs on whether any are asked for.
    if (condition === 'components' && papers === undefined) return unknown('papers-unclear');
    return notMet({ code: cases === 'no-procedure' ? cases : 'no-case' });
  }
  if (condition === 'channel') return channelOf(open, offering.onlineClosed);
  return worstOf(open.map(one => named(inCase[condition](one, needs, offering.account), one, open.length)));
}

/** Its cases that are open to a unit. */
export function openTo(agency: string, cases: readonly CaseFacts[]): CaseFacts[] {
  return cases.filter(({ agencies }) => agencies === null || agencies.includes(agency));
}

type InCase = (one: CaseFacts, needs: Needs, account: boolean | undefined) => Answer;

const inCase: Record<Exclude<HostedCondition, 'channel'>, InCase> = {
  eform: eformOf,
  workflow: workflowOf,
  components: (one, needs) => componentsOf(one, needs.papers(one)),
  payment: (one, _needs, account) => paymentOf(one, account),
};

function named(answer: Answer, { key, name }: CaseFacts, cases: number): Answer {
  const place = { key, ...(name !== undefined && { name }), ...(cases === 1 && { only: true as const }) };
  return { ...answer, why: answer.why.map(why => ({ ...why, case: place })) };
}
