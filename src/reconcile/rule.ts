import type { Agency } from '../domain/agency.ts';
import type { AppliedFacts } from '../domain/applied.ts';
import type { Applicability } from '../domain/applies.ts';
import type { City, SystemProfile } from '../domain/city.ts';
import type { Finding } from '../domain/finding.ts';
import type { GuidanceNote } from '../domain/guidance.ts';
import type { Level } from '../domain/level.ts';
import type { BrokenVerdict, CheckedLink } from '../domain/link.ts';
import type { Received } from '../domain/measure.ts';
import type { ReviewedProcedure } from '../domain/review.ts';
import type { Owner, Severity } from '../domain/severity.ts';
import type { SnapshotProcedure, SnapshotSummary, Suggestion } from '../snapshot/model.ts';
import type { FindingCode, ParamsOf } from '../words/findings.ts';
import type { Indeterminate } from './absence.ts';
import type { Needs } from './needs.ts';

/** One procedure, everywhere: the unit rules look at. */
export interface ProcedureGroup {
  code: string;
  /** The national record, when a system plays that role and has it. */
  national?: SnapshotProcedure;
  /** The national list was read, but not what it says of this one: whether it is in force could not be told. */
  inForceIndeterminate?: boolean;
  /** By position in `JudgeContext.systems`; undefined = that system does not have the procedure (or was not read whole). */
  records: (SnapshotProcedure | undefined)[];
  /** Where the procedure applies; computed once per group, only when the national record is there. */
  applicability?: Applicability;
  /** By the same position: what we last verified there; absent where nothing was ever pushed to any system. */
  applied?: (AppliedFacts | undefined)[];
  /** By the same position: what rules may have to say of the record, as bits (`sieve.ts`); there once judging took it over. */
  worth?: readonly number[];
  /** What the units' reviews make of it; absent where no reviews were imported at all. */
  reviewed?: ReviewedProcedure;
}

/** A system of this run with what its snapshot says of itself. */
export interface JudgedSystem extends SystemProfile {
  snapshot: SnapshotSummary;
  /** Read whole and not shrunk: absence there means something. */
  complete: boolean;
  /** What it shows can be judged: read whole, or all but records of which nobody knows whose they were. */
  shows: boolean;
  /** Rows there that could not be read may have been of these: their not being offered cannot be told. */
  indeterminate?: Indeterminate;
  /** Cases of offerings below this level were not read; absent = of all. */
  casesFrom?: Level;
  /** By procedure: where it sends people and should not; absent = its links are not looked at. */
  brokenLinks?: ReadonlyMap<string, readonly BrokenLink[]>;
  /** Is one that carries offerings expected to carry those of this agency? */
  carries(agency: string): boolean;
}

export interface BrokenLink extends CheckedLink {
  verdict: BrokenVerdict;
  /** Our code. */
  agency: string;
  url: string;
}

/** Plain data and pure look-ups; no clock, no I/O. */
export interface JudgeContext {
  city: City;
  systems: JudgedSystem[];
  /** The system with role `national`, complete or not, and its position; -1 where there is none. */
  national?: JudgedSystem;
  nationalAt: number;
  agency(code: string): Agency | undefined;
  /** Name for sentences: the agency's name, else its code. */
  agencyName(code: string): string;
  /**
   * Last day for a unit's review (`YYYY-MM-DD`), by our agency code, of units for which that day has passed; absent
   * where no day was ever set.
   */
  reviewsDue?: ReadonlyMap<string, string>;
  /** Files of the last twelve months at a unit, by each system that publishes them. */
  received?(procedure: string, agency: string): readonly Received[];
  /** What units have asked about a procedure, and were answered; absent = nobody has asked anything. */
  guidance?: ReadonlyMap<string, readonly GuidanceNote[]>;
  /** Suggestions for unmapped procedure codes: system → remote code. */
  procedureSuggestions: ReadonlyMap<string, ReadonlyMap<string, Suggestion[]>>;
}

/**
 * A finding as a rule tells it; the engine adds the rest (severity and owner by the rule and the configuration, names).
 * What it leaves out is: the procedure and the system that are being looked at, no single agency, and as what it rests on
 * that system and, where the rule needs it, the national one.
 */
export interface Reported<Params>
  extends Pick<Finding, 'units' | 'key' | 'evidence'>,
    Partial<Pick<Finding, 'procedure' | 'agency' | 'system' | 'systems'>> {
  /** What its sentence says (`words/findings.ts`). */
  params: Params;
  severity?: Severity;
  owner?: Owner;
  /** Of a procedure that is not the one being looked at. */
  procedureName?: string;
}

export type Report<Code extends FindingCode = FindingCode> = (finding: Reported<ParamsOf<Code>>) => void;

interface RuleBase<Code extends FindingCode> {
  id: Code;
  severity: Severity;
  owner: Owner;
  needs: Needs;
  /**
   * What is made of a finding: a task, where only a person can apply the remedy or decide on it; a plan's actions, made
   * of the definitions; null where the remedy lies outside (the source, the ministry, a unit's lists).
   */
  becomes: 'task' | 'plan' | null;
  /**
   * Whose silence it takes for absence: the national list's, or that of the system it looks at. There not one record
   * may be lost; elsewhere it speaks of what is shown.
   */
  absence?: 'national' | 'system';
}

/**
 * What of a record, or of there being none, is asked once for many rules (`sieve.ts`). `unlisted`: nationally it is not in
 * force, as far as anybody knows. `places`: not offered at the very units where it applies. `levels`: not at one level
 * everywhere, or below the one it shows. `doubled`: some offering has several rows. `published`: the record of a portal that
 * people file at. `reviewed`, `pushed`: units have reviewed it, we have changed it there. `cases`: some case people can choose
 * online is not plainly in order. `contents`: not word for word the national one's. `papers`: neither are the names of its
 * cases and their papers. `deadlines`: some time it promises is not plainly one of the national record's.
 */
export type Sieve =
  | 'unlisted'
  | 'places'
  | 'levels'
  | 'doubled'
  | 'published'
  | 'reviewed'
  | 'pushed'
  | 'cases'
  | 'contents'
  | 'papers'
  | 'deadlines';

/** Looks at one system's record of a procedure (or its absence). Called only for systems it applies to that can be judged. */
export interface SystemRule<Code extends FindingCode = FindingCode> extends RuleBase<Code> {
  scope: 'system';
  /** Systems it concerns, the national one never; absent: all others. Those not complete are skipped and said so. */
  concerns?(system: JudgedSystem): boolean;
  /** What of a record it speaks of: where that is plainly in order, it is not asked. Absent: it is always asked. */
  sieve?: Sieve;
  /** Of what is withdrawn nationally (`isWithdrawn`) only those rules speak to which its being offered at all matters. */
  evenWithdrawn?: true;
  judge(
    record: SnapshotProcedure | undefined,
    system: JudgedSystem,
    group: ProcedureGroup,
    context: JudgeContext,
    report: Report<Code>,
  ): void;
  /** Besides looks at the national record itself, once a procedure; called only when the national list was read whole. */
  judgeNational?(
    record: SnapshotProcedure,
    group: ProcedureGroup,
    context: JudgeContext,
    report: Report<Code>,
  ): void;
}

/** Looks at a procedure across systems; `systems` are the indexes of those it concerns that can be judged, at least two. */
export interface CrossRule<Code extends FindingCode = FindingCode> extends RuleBase<Code> {
  scope: 'cross';
  concerns(system: JudgedSystem): boolean;
  /** One of them has to be there: the others are held against it, not against each other. */
  needsOne?(system: JudgedSystem): boolean;
  judge(systems: number[], group: ProcedureGroup, context: JudgeContext, report: Report<Code>): void;
}

/**
 * Looks at the national record alone, where it is in force: nobody will mend another one. `start` gives a fresh judge a
 * run, so that a rule may remember.
 */
export interface NationalRule<Code extends FindingCode = FindingCode> extends RuleBase<Code> {
  scope: 'national';
  start(context: JudgeContext, report: NationalReport<Code>): NationalJudge;
}

/** About the record itself and the units it applies to. */
export type NationalReport<Code extends FindingCode> = (
  group: Pick<ProcedureGroup, 'applicability'>,
  finding: Reported<ParamsOf<Code>>,
) => void;

export interface NationalJudge {
  judge(record: SnapshotProcedure, group: ProcedureGroup): void;
  /** False: some records could not be told, so that what is not found any more may still be there. */
  end?(): boolean;
}

/** Looks at what the snapshots say of themselves; evaluated even when a source failed. */
export interface SourceRule<Code extends FindingCode = FindingCode> extends RuleBase<Code> {
  scope: 'source';
  /** Says something about what the system holds, so only when it was read whole. */
  needsWhole?: boolean;
  judge(system: JudgedSystem, context: JudgeContext, report: Report<Code>): void;
}

/** Looks at what the reviews say of a procedure, whatever the systems show; called only where reviews were imported. */
export interface ReviewRule<Code extends FindingCode = FindingCode> extends RuleBase<Code> {
  scope: 'review';
  /** Systems whose records it holds the reviews against; without one of them it is judged partly. */
  concerns?(system: JudgedSystem): boolean;
  judge(
    reviewed: ReviewedProcedure,
    group: ProcedureGroup,
    context: JudgeContext,
    report: Report<Code>,
  ): void;
}

export type Rule = SystemRule | CrossRule | NationalRule | SourceRule | ReviewRule;

/** What a rule is, whatever it looks at. */
type Identity<Code extends FindingCode> = Pick<RuleBase<Code>, 'id' | 'severity' | 'owner' | 'becomes'>;

interface ByScope<Code extends FindingCode> {
  system: SystemRule<Code>;
  cross: CrossRule<Code>;
  source: SourceRule<Code>;
  review: ReviewRule<Code>;
}

/** Rules as their files state them: what it is, what it looks at, its judging. */
function makerOf<Scope extends keyof ByScope<FindingCode>>(scope: Scope) {
  return <Code extends FindingCode>(
    is: Identity<Code>,
    looks: Omit<ByScope<Code>[Scope], keyof Identity<Code> | 'scope' | 'judge'>,
    judge: ByScope<Code>[Scope]['judge'],
  ) => ({ ...is, scope, ...looks, judge }) as unknown as ByScope<Code>[Scope];
}
export const systemRule = makerOf('system');
export const crossRule = makerOf('cross');
export const sourceRule = makerOf('source');
export const reviewRule = makerOf('review');

export function nationalRule<Code extends FindingCode>(
  is: Identity<Code>,
  needs: Needs,
  start: NationalRule<Code>['start'],
): NationalRule<Code> {
  return { ...is, scope: 'national', needs, start };
}

export interface RuleOutcome {
  status: 'evaluated' | 'partly' | 'not-evaluated';
  /** Names of systems it could not be judged on. */
  skipped: string[];
  /** Vietnamese; null when evaluated. */
  reason: string | null;
  count: number;
}
