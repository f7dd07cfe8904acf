import type { Finding, FindingState, RuleId, Said } from './finding.ts';
import type { Tier } from './tier.ts';

export type RunStatus = 'clean' | 'discrepancies' | 'partial' | 'failed';

export interface LevelCounts {
  '1': number;
  '2': number;
  '3': number;
  '4': number;
  none: number;
}

/** `summary.json`: stable, scripts and monitoring rely on it (PRODUCT.md, machine interface). */
export interface RunSummary {
  runId: string;
  status: RunStatus;
  /** ISO 8601 with offset, UTC. */
  startedAt: string;
  finishedAt: string;
  systems: Record<string, SystemSummary>;
  rules: Partial<Record<RuleId, RuleSummary>>;
  counts: RunCounts;
  /** Active offerings by level, per system. */
  levels: Record<string, LevelCounts>;
}

export interface RunCounts {
  /** Rows of `discrepancies.ndjson` in that state. */
  new: number;
  open: number;
  waived: number;
  /** Earlier findings this run could not look at again. */
  carried: number;
  /** Findings of earlier runs this one could check and did not find again. */
  resolved: number;
  /** Seen in this run, minor or above, not waived. */
  toDo: number;
  /** Carried, minor or above, not waived: nobody knows whether they are still there. */
  unchecked: number;
}

export interface SystemSummary {
  status: 'complete' | 'partial' | 'unreadable';
  procedures: number;
  offerings: number;
  agencies: number;
  quarantined: number;
  requests: number;
  durationMs: number;
  error: string | null;
  /** How it was read, where that is worth knowing; runs of earlier versions have none. */
  notes?: string[];
}

export interface RuleSummary {
  status: 'evaluated' | 'partly' | 'not-evaluated';
  skipped: string[];
  reason: string | null;
  count: number;
}

/** Kept with a run beside its summary, for the report. */
export interface RunStatistics {
  /** Active offerings: system → tier → level. */
  levelsByTier: Record<string, Partial<Record<Tier, LevelCounts>>>;
}

/** One line of `discrepancies.ndjson`: stable. */
export interface DiscrepancyLine
  extends Pick<Finding, 'rule' | 'severity' | 'owner' | 'procedure' | 'agency' | 'system' | 'evidence'>,
    Said {
  fingerprint: string;
  state: FindingState;
  /** ISO 8601: when the run that first saw it started. */
  firstSeen: string;
  /** Of a carried one: when the run that last saw it started. */
  lastSeen?: string;
}
