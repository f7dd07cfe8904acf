import type { Outcome, ReviewCompleteness, ReviewConflict } from '../domain/review.ts';
import type { ReportedList } from '../store/reviews/review-rows.ts';

/** Where the reviews stand now. */
export interface ReviewState {
  /** When the national list was read by which units owe something; null = none read whole yet, so nobody can tell. */
  nationalAt: string | null;
  /** Absent: could not tell. */
  completeness?: ReviewCompleteness[];
  /** What procedures are called, where that is known. */
  names: ReadonlyMap<string, string>;
  /** With the name of the procedure; the first ten thousand. */
  conflicts: NamedConflict[];
  /** Offerings by what was made of them. */
  targets: Record<Outcome, number>;
  reported: readonly ReportedList[];
}

export type NamedConflict = ReviewConflict & { name: string };
