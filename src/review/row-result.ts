import type { Shown } from '../reading/grid.ts';
import type { NewEntry } from '../store/reviews/reviews.ts';
import type { LevelTerms } from '../words/level-names.ts';
import type { NationalList } from './procedure-check.ts';
import type { ReasonWords } from './reason-words.ts';

export interface RowContext {
  locality: string;
  words: ReasonWords;
  levels: LevelTerms;
  national: NationalList | undefined;
  /** In which the plan's last day lies; absent where none is known. */
  lastYear?: number;
  /** A system's own code, as `localCode` leaves it → national code, as the operator has mapped them. */
  mapped: ReadonlyMap<string, string>;
}

/** What a row came to; `at` is the column the remark is about. */
export type RowResult =
  | { entry: Omit<NewEntry, 'agency' | 'source'>; remarks: Remark[] }
  | { refused: Refusal; remarks: Remark[] };
export type Remark =
  | { kind: 'corrected'; at: Shown; what: string; from: string; to: string }
  | { kind: 'note'; at: Shown | undefined; text: string }
  | { kind: 'unknown-reason'; at: Shown; text: string };
export interface Refusal {
  kind: 'questioned' | 'rejected';
  at: Shown | undefined;
  reason: string;
  todo: string;
  suggestions: { code: string; name: string }[];
}

/** Worth knowing, whatever comes of the row. */
export function noteAt(at: Shown | undefined, text: string): Remark {
  return { kind: 'note', at, text };
}

/** A row somebody has to answer for. */
export function question(at: Shown | undefined, reason: string, todo: string): Refusal {
  return { kind: 'questioned', at, reason, todo, suggestions: [] };
}
