import type { Kysely } from 'kysely';
import type { SourceRecord } from '../adapter/records.ts';
import type { Finding } from '../domain/finding.ts';
import type { DiscrepancyLine, RuleSummary, RunStatistics, RunSummary } from '../domain/run.ts';
import type { Tables } from './tables.ts';

/**
 * What other rooms may ask of the store; one file of `src/store` each group. Everything works alike on SQLite and
 * PostgreSQL. All times are ISO 8601 UTC texts handed in by the caller: the store has no clock.
 */
export interface Store {
  readonly driver: 'sqlite' | 'postgres';
  readonly db: Kysely<Tables>;
  close(): Promise<void>;
}

export type StoreSettings = { driver: 'sqlite'; file: string } | { driver: 'postgres'; url: string };

/** leases.ts: `acquireLease(store, name, holder, now)`. */
export interface LeaseHolder {
  pid: number;
  host: string;
  /** What it is doing: `run`, `map` … */
  purpose: string;
  since: string;
}
export type LeaseAnswer =
  | { held: true; renew(now: string): Promise<void>; release(): Promise<void> }
  | { held: false; by: LeaseHolder };

/** runs.ts */
export interface RunRow {
  id: string;
  status: 'running' | 'aborted' | 'clean' | 'discrepancies' | 'partial' | 'failed';
  startedAt: string;
  finishedAt: string | null;
  summary: RunSummary | null;
  statistics: RunStatistics | null;
}

/** snapshots.ts: what staging takes; the store sorts, so that memory does not grow with the city. */
export type StagedRecord = Exclude<SourceRecord, { kind: 'gap' }>;

/** ledger.ts: the life of discrepancies. */
export interface Settlement {
  runId: string;
  startedAt: string;
  outcomes: Record<string, RuleSummary>;
  /** Names of systems read whole in this run, and of all configured ones. */
  complete: ReadonlySet<string>;
  configured: ReadonlySet<string>;
  /** Procedures a rule could not tell about: `procedure` → systems whose details were not read. */
  unjudged: ReadonlyMap<string, ReadonlySet<string>>;
}
export type LedgerFinding = Finding & { fingerprint: string };
export interface LedgerCounts {
  new: number;
  open: number;
  resolved: number;
  waived: number;
  carried: number;
}

/** A row for reports, `history` and `waive`: the line plus its life. */
export interface DiscrepancyRow extends DiscrepancyLine {
  /** Case, tier or remote code that tells findings of one rule apart. */
  key: string | null;
  lastSeen: string;
  resolvedAt: string | null;
  waiver: { by: string; reason: string; until: string | null; at: string } | null;
}
