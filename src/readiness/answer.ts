import type { Hosted } from '../domain/city.ts';
import type { WorkflowVerdict } from '../domain/workflow.ts';

export type ReadinessState = 'met' | 'not-met' | 'not-needed' | 'unknown';

/** What an offering of level 3 or 4 promises and a system holds; each by what a system's `hosts` calls it. */
export const hostedConditions = [
  'eform',
  'workflow',
  'components',
  'channel',
  'payment',
] as const satisfies readonly Hosted[];
export type HostedCondition = (typeof hostedConditions)[number];

/** Why a condition stands as it does, by code and parameters; sentences are made where somebody reads them. */
export type Reason =
  /** Not asked for: the system does not hold it, nothing is to be paid, no papers are to be handed in. */
  | { code: 'not-hosted' | 'free' | 'no-papers-needed' }
  /** Nobody could tell: not read, or what decides about it was not. */
  | { code: 'never-read' | 'unread' | 'below-online' | 'fee-unclear' | 'papers-unclear' }
  | { code: 'eform-unread' | 'workflow-unread' | 'times-unread' | 'components-unread' }
  | { code: 'channel-unread' | 'payment-unread' }
  /** Not there. */
  | { code: 'no-procedure' | 'no-case' | 'no-eform' | 'no-workflow' | 'no-payment' }
  | { code: 'no-components'; expected?: number }
  | { code: 'eform-empty' | 'eform-invalid'; reason?: string }
  | { code: 'workflow-unsound'; defects: WorkflowVerdict['defects']; overruns: Overrun[] }
  /** Measured of the plan's own conditions: what the cases open to the unit, or its offering, show. */
  | { code: 'signature-asked' | 'signature-partly' | 'signature-not-asked' }
  | { code: 'result-electronic' | 'result-partly' | 'result-not-electronic' }
  | { code: 'result-by-post' | 'result-in-person' }
  | { code: 'transfer-there' | 'transfer-nowhere' }
  | { code: 'upload-unlimited' }
  | { code: 'upload-limit'; bytes: number }
  /** The offering itself, or every case open to the unit, refuses online filing. */
  | { code: 'offering-closed' | 'cases-closed' };

/** Steps that take longer than is allowed; hours. */
export interface Overrun {
  how: 'in-person' | 'online';
  hours: number;
  deadline: number;
}

/** A reason with the case it is about; `only`: no other one is open to the unit. */
export type Why = Reason & { case?: { key: string; name?: string; only?: true } };

export interface Answer {
  state: ReadinessState;
  /** Empty where it is plainly met, and nothing more is to be said of it. */
  why: Why[];
}

export const met: Answer = { state: 'met', why: [] };

export function notMet(why: Why): Answer {
  return { state: 'not-met', why: [why] };
}

export function notNeeded(code: 'not-hosted' | 'free' | 'no-papers-needed'): Answer {
  return { state: 'not-needed', why: [{ code }] };
}

export function unknown(
  code: Extract<Reason['code'], `${string}unread` | `${string}-unclear` | 'never-read' | 'below-online'>,
): Answer {
  return { state: 'unknown', why: [{ code }] };
}

const worstFirst: readonly ReadinessState[] = ['not-met', 'unknown', 'met', 'not-needed'];

/** The worst of several answers counts, with the reasons of that state. */
export function worstOf(answers: readonly Answer[]): Answer {
  const state = worstFirst.find(each => answers.some(answer => answer.state === each)) ?? 'not-needed';
  return { state, why: answers.filter(answer => answer.state === state).flatMap(({ why }) => why) };
}
