import type { Owner, Severity } from './severity.ts';

export const ruleIds = [
  'source-unreadable',
  'source-shrunk',
  'records-quarantined',
  'unmapped-agency',
  'unmapped-procedure',
  'missing-offering',
  'unknown-procedure',
  'withdrawn-still-offered',
  'duplicate-offering',
  'level-differs',
  'below-target',
  'above-eligibility',
  'uneven-level',
  'exposed-above-level',
  'offered-outside-scope',
  'not-reviewed',
  'review-conflict',
  'no-eform',
  'invalid-eform',
  'no-workflow',
  'unsound-workflow',
  'no-components',
  'components-differ',
  'no-online-payment',
  'online-closed',
  'name-differs',
  'field-differs',
  'fee-differs',
  'deadline-differs',
  'decision-differs',
  'level-drift',
  'eform-drift',
  'workflow-drift',
  'components-drift',
  'fee-suspicious',
  'free-with-amount',
  'deadline-without-unit',
  'test-residue',
  'other-locality',
  'name-twice',
] as const;

export type RuleId = (typeof ruleIds)[number];

/** A discrepancy as a rule yields it, before the store knows its life. */
export interface Finding {
  rule: RuleId;
  severity: Severity;
  owner: Owner;
  /** National code (or the remote code for unmapped ones); null where it does not apply. */
  procedure: string | null;
  /** Our agency code; null where it does not apply. */
  agency: string | null;
  /** Our codes of all units it is about where `agency` is null, none left out; absent = it names none. */
  units?: readonly string[];
  /** Configured name of the system; null for findings between systems. */
  system: string | null;
  /** Whatever else tells findings of one rule apart (case, tier, remote code); part of the fingerprint. */
  key?: string;
  /** Plain values or short Vietnamese text: what should be there, what is. */
  expected: string | number | null;
  actual: string | number | null;
  /** One Vietnamese sentence naming procedure, agency, expected and actual. */
  message: string;
  /** The values with their source; JSON-safe. */
  evidence: Record<string, unknown>;
  /** Every system this judgement rests on: it is only called resolved when all of them were read whole. */
  systems: string[];
}

/** `carried`: found by an earlier run, and this one could not look at it again. What is set aside is `waived` even then. */
export const findingStates = ['new', 'open', 'carried', 'waived'] as const;
export type FindingState = (typeof findingStates)[number];
