import type { FindingState, RuleId } from './finding.ts';
import type { Owner, Severity } from './severity.ts';
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
  /**
   * new, open, waived: rows of `discrepancies.ndjson` in that state. resolved: findings of earlier runs this one could
   * check and did not find again. carried: earlier findings it could not check; they keep their state.
   */
  counts: { new: number; open: number; resolved: number; waived: number; carried: number };
  /** Active offerings by level, per system. */
  levels: Record<string, LevelCounts>;
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
export interface DiscrepancyLine {
  fingerprint: string;
  rule: RuleId;
  severity: Severity;
  owner: Owner;
  procedure: string | null;
  agency: string | null;
  system: string | null;
  expected: string | number | null;
  actual: string | number | null;
  message: string;
  state: FindingState;
  /** ISO 8601: when the run that first saw it started. */
  firstSeen: string;
  evidence: Record<string, unknown>;
}
