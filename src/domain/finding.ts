import type { Owner, Severity } from './severity.ts';

/** One of `findingCodes` (`words/findings.ts`), or of a rule another version had. */
export type RuleId = string;

/** What is found, until somebody reads it; the sentence is made then (`words/findings.ts`). */
export type Statement =
  | {
      /** As they were when it was judged: a run reads the same after a name has changed. */
      names: {
        procedure?: string;
        agency?: string;
        /** Part the system plays. */
        role?: string;
      };
      /** By the rule; JSON-safe, and small however much was found. */
      params: object;
    }
  /** Found by a version that kept sentences, and not judged again since. */
  | Said;

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
  statement: Exclude<Statement, Said>;
  /** The values with their source; JSON-safe. */
  evidence: Record<string, unknown>;
  /** Every system this judgement rests on: it is only called resolved when all of them were read whole. */
  systems: string[];
}

/** What the procedure was called when it was judged. */
export function nameJudged(statement: Statement): string | undefined {
  return 'names' in statement ? statement.names.procedure : undefined;
}

/** As far as the sentence goes. */
export interface Sayable extends Pick<Finding, 'rule' | 'procedure' | 'agency' | 'system'> {
  statement: Statement;
}

/** Plain values or short Vietnamese text: what should be there, what is, and a sentence that says both. */
export interface Said {
  message: string;
  expected: string | number | null;
  actual: string | number | null;
}

/** `carried`: found by an earlier run, and this one could not look at it again. What is set aside is `waived` even then. */
export const findingStates = ['new', 'open', 'carried', 'waived'] as const;
export type FindingState = (typeof findingStates)[number];
