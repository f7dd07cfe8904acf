import { z } from 'zod';
import type { Level } from './level.ts';
import type { ReviewedFacts } from './reviewed-facts.ts';
import type { Office } from './role.ts';
import type { Tier } from './tier.ts';

/** Phụ lục I (can go to level 4), Phụ lục II (cannot), and the list of services already at level 4 by decision. */
export const reviewLists = ['eligible', 'not-eligible', 'already-online'] as const;
export type ReviewList = (typeof reviewLists)[number];
export const reviewListNames: Record<ReviewList, string> = {
  eligible: 'Phụ lục I',
  'not-eligible': 'Phụ lục II',
  'already-online': 'Danh mục dịch vụ đã công bố',
};

/** The two columns of the lists: technical conditions of the unit; what legislation says. */
export const groundKinds = ['technical', 'legal'] as const;
export type GroundKind = (typeof groundKinds)[number];
/** Whose word it is (footnote 2 of the plan). */
export const officeFor: Record<GroundKind, Office> = { technical: 'technical', legal: 'regulatory' };

/** What a condition is about; `other` = understood as a reason, not coded yet. An operator may add codes. */
export type ReasonCode = string;

/** What a unit wrote in one of the two columns. */
export interface Ground {
  /** Is this ground in the way of level 4? `false` = in order; `undefined` = the cell does not say. */
  blocks: boolean | undefined;
  /** Coded conditions not met, sorted, once each. */
  reasons: ReasonCode[];
  /** The free text as it stands in the cell (NFC, trimmed); null where it was only a mark or empty. */
  text: string | null;
}

/** One row of one unit's list that counts: the latest import of that unit and list. */
export interface ReviewEntry {
  /** Our agency code of the unit that speaks. */
  agency: string;
  list: ReviewList;
  /** National code. */
  procedure: string;
  /** Name as the list has it. */
  name: string;
  technical: Ground;
  legal: Ground;
  /** Where it stands: id and name of the imported file, sheet, row (1…). */
  source: { file: number; name: string; sheet: string; row: number };
  /** ISO 8601, UTC. */
  importedAt: string;
  /** Which remembered national record it spoke about; null or absent = none was known. */
  basis?: string | null;
}

const text = z.string();

/** A person's word on a conflict (or on anything reviewed); wins over every list. */
export const reviewDecision = z.object({
  ...{ id: z.int(), procedure: text },
  agency: text.nullable().describe('null = every agency.'),
  /** Can it go to level 4? */
  eligible: z.boolean(),
  ...{ by: text, reason: text, at: text },
  ...{ revokedAt: text.nullable(), revokedBy: text.nullable() },
});
export type ReviewDecision = z.output<typeof reviewDecision>;

/** What was made of the reviews for one offering. */
export interface Target {
  agency: string;
  /** 4 = must be at level 4; null = stays where it is. */
  level: Level | null;
  /**
   * `review`: the unit's own lists; `roll-up`: said for the whole tier by whoever manages it; `decision`: a person
   * decided; `already-online`: named in the decision of services already at level 4; `conflict`: contradictory, nothing
   * decided yet; `not-reviewed`: nobody has said anything.
   */
  why: 'review' | 'roll-up' | 'decision' | 'already-online' | 'conflict' | 'not-reviewed';
  technical: Ground;
  legal: Ground;
  /** In words, with unit, file, sheet and row or the decision: "Phụ lục I của UBND phường Cái Khế, ds.xlsx, dòng 12". */
  sources: string[];
  /** Of a decision: the reason the person gave. */
  reason?: string;
  /** When the latest of them came (ISO 8601, UTC); absent where nobody said anything. */
  at?: string;
  /** Found eligible, and waits for its appraisal: until then it stays where it is. */
  unappraised?: true;
  /** It is said to be impossible without any condition being named: that counts as not handed in. */
  unexplained?: true;
}

/** What the reviews have come to for an offering; each is counted as one of these, whoever counts. */
export type Outcome = 'eligible' | 'notEligible' | 'alreadyOnline' | 'conflict' | 'notReviewed';

export function outcomeOf({
  why,
  level,
  unappraised,
}: Pick<Target, 'why' | 'level' | 'unappraised'>): Outcome {
  if (why === 'already-online') return 'alreadyOnline';
  if (why === 'not-reviewed') return 'notReviewed';
  if (why === 'conflict') return 'conflict';
  return level === 4 || unappraised ? 'eligible' : 'notEligible';
}

/** All targets of a procedure: what the rules look at. Agencies sorted by code. */
export interface ReviewedProcedure {
  procedure: string;
  targets: Target[];
  /** Of the same procedure, still undecided. */
  conflicts: ReviewConflict[];
  /** The national record as it was when each unit's list came in; absent where nobody looked. */
  remembered?: readonly { agency: string; facts: ReviewedFacts }[];
  /** Rows of Phụ lục II, whoever's; absent where nobody looked for them. */
  explanations?: readonly ReviewEntry[];
}

/** Units, or one unit's two lists, contradict each other. */
export interface ReviewConflict {
  procedure: string;
  /** Agencies that contradict each other; one = its own two lists. Sorted. */
  agencies: string[];
  tier: Tier;
  /** technical → Sở TTTT, legal → VP UBND; by what the negative side names, legal where it names both. */
  cause: GroundKind;
  /** One clause per side, Vietnamese. */
  sides: { eligible: boolean; agencies: string[]; sources: string[]; reasons: ReasonCode[] }[];
}

/** What a unit has handed in, against what it should have. */
export interface ReviewCompleteness {
  agency: string;
  tier: Tier;
  /** Procedures that apply to it and are not already at level 4 by decision. */
  expected: number;
  reported: number;
  /** Of those expected: said by whoever speaks for it, or decided by a person, without a row of its own. */
  spokenFor?: number;
  /** How many are in neither list and nobody else's word; `missing` names the first hundred. */
  owed?: number;
  /** How many of those owed stand in Phụ lục II without a condition being named. */
  unexplained?: number;
  /** National codes not in either list, or there without a condition; the first hundred. */
  missing: string[];
  /** When its latest list came; null = nothing yet. */
  lastImportAt: string | null;
  /** Units directly below it: how many there are, how many have handed everything in. */
  below: { units: number; complete: number };
}

/** A row of a consolidated Phụ lục I or II. */
export interface ConsolidatedRow {
  procedure: string;
  name: string;
  list: 'eligible' | 'not-eligible';
  technical: Ground;
  legal: Ground;
  /** Units the row stands for; sorted. */
  agencies: string[];
  /** Undecided conflict, a decision …: a note for the reader, Vietnamese; null = none. */
  note: string | null;
}

/** State of one unit at one milestone. */
export interface MilestoneState {
  milestone: string;
  /** Our agency code, or an owner (`technical`, `regulatory`) where offices rather than units must act. */
  unit: string;
  state: 'done' | 'ahead' | 'due' | 'late' | 'unknown';
  /** Working days until the due day (negative = past it). */
  workingDaysLeft: number;
  /** `YYYY-MM-DD`; null while not done. */
  doneOn: string | null;
  /** Vietnamese: what is still missing; null when nothing is. */
  missing: string | null;
}
