import type { StoredDiscrepancy } from '../store/runs/finding-columns.ts';
import type { RowFilter, TrendPoint } from '../store/runs/queries.ts';
import type { RunRow } from '../store/runs/runs.ts';
import type { Sentence } from '../words/findings.ts';

/** A row with its sentence. */
export interface DiscrepancyRow extends Omit<StoredDiscrepancy, 'statement'>, Sentence {}

/** What a report needs to know of a finished run; the store gives it, tests type it in. */
export interface ReportSource {
  run(): Promise<RunRow>;
  /** Rows, worst first, page by page; the same rows in the same order every time. */
  rows(filter: RowFilter): AsyncIterable<DiscrepancyRow[]>;
  /** Findings of earlier runs this one closed; null = cannot be told for this slice. */
  resolved(filter: RowFilter): Promise<number | null>;
  /** Finished runs up to and with this one, oldest first. */
  trend(limit: number): Promise<TrendPoint[]>;
  /** Files people handed in where a row is; absent unless lists go by demand and some is known. */
  people?(): Promise<((row: DiscrepancyRow) => number) | undefined>;
  /** National code → name, as the run's national snapshot has it; may be empty. */
  procedureNames(): Promise<ReadonlyMap<string, string>>;
}
