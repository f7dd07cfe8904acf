import type { ListOrder } from '../domain/city.ts';
import type { RowFilter, RowOfRun, TrendPoint } from '../store/runs/queries.ts';
import type { RunRow } from '../store/runs/runs.ts';
import type { QuarantineRow } from '../store/runs/snapshots.ts';
import type { Sentence } from '../words/findings.ts';

/** A row with its sentence. */
export interface DiscrepancyRow extends Omit<RowOfRun, 'statement'>, Sentence {}

/** A record that could not be used, and in which system it stands. */
export interface UnusedRecord extends QuarantineRow {
  system: string;
}

/** What a report needs to know of a finished run; the store gives it, tests type it in. */
export interface ReportSource {
  run(): Promise<RunRow>;
  /** Rows in the order of lists, page by page; the same rows in the same order every time. */
  rows(filter: RowFilter): AsyncIterable<DiscrepancyRow[]>;
  /** Finished runs up to and with this one, oldest first. */
  trend(limit: number): Promise<TrendPoint[]>;
  /** What lists put first: what most people asked for only where some of that is known. */
  orderBy(): Promise<ListOrder>;
  /** National code → name, as the run's national snapshot has it; may be empty. */
  procedureNames(): Promise<ReadonlyMap<string, string>>;
  /** As far as kept: the first thousand of each system, none once its snapshot is pruned. */
  unused(): Promise<UnusedRecord[]>;
}
