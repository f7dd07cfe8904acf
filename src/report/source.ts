import type { DiscrepancyRow, RowFilter, RunRow, TrendPoint } from '../store/contract.ts';

/** What a report needs to know of a finished run; the store gives it, tests type it in. */
export interface ReportSource {
  run(): Promise<RunRow>;
  /** Rows in state new, open or waived, worst first, page by page; the same rows in the same order every time. */
  rows(filter: RowFilter): AsyncIterable<DiscrepancyRow[]>;
  /** Findings of earlier runs this one closed or could not check; null = cannot be told for this slice. */
  formerFindings(filter: RowFilter): Promise<{ resolved: number; carried: number } | null>;
  /** Finished runs up to and with this one, oldest first. */
  trend(limit: number): Promise<TrendPoint[]>;
  /** National code → name, as the run's national snapshot has it; may be empty. */
  procedureNames(): Promise<ReadonlyMap<string, string>>;
}
