import type { Kysely } from 'kysely';
import type { Finding, Said, Statement } from '../../domain/finding.ts';
import type { JobKind, JobScopes, ScheduledJob } from '../../domain/job.ts';
import type { ActionState, PlanState } from '../../domain/push.ts';
import type { DiscrepancyLine, RuleSummary, RunCounts, RunStatistics, RunSummary } from '../../domain/run.ts';
import type { Severity } from '../../domain/severity.ts';
import type { Tables } from './tables.ts';

/**
 * What other rooms may ask of the store; one file of `src/store` each group. Everything works alike on SQLite and
 * PostgreSQL. All times are ISO 8601 UTC texts as `toISOString` writes them, handed in by the caller: the store has
 * no clock.
 */
export interface Store {
  readonly driver: 'sqlite' | 'postgres';
  /** Inside `inTransaction` this is the transaction. */
  readonly db: Kysely<Tables>;
  /** Reads what everything begins with, where it lies and not from memory; throws when that cannot be read. */
  probe(): Promise<void>;
  /** Reads all there is, beside everything else, and says what is damaged; absent where the database server does so. */
  quickCheck?(): Promise<string[]>;
  close(): Promise<void>;
  /** Asked before every outermost transaction is committed; what it throws undoes the transaction (`fencedStore`). */
  readonly fence?: (inner: Store) => Promise<void>;
  /** The job in whose name is written, where it is a job's work. */
  readonly job?: string;
  /**
   * Milliseconds for which a statement has been waiting for another program that holds the file; 0 = none waits. Absent
   * where the database server sees to that.
   */
  busyFor?(): number;
}

export interface Opening {
  /** Files beside the configuration that may say where stores were begun (`marks.ts`). */
  marks?: readonly string[];
  /** A place that had a store and has none now is begun anew: a backup is about to be put there. */
  mayBegin?: boolean;
  /** A process of this very version has it open: no tables are looked after, so no lock is waited for. */
  upToDate?: boolean;
}

export type StoreSettings = { driver: 'sqlite'; file: string } | { driver: 'postgres'; url: string };

/** claims.ts: who is at something. */
export interface ClaimHolder {
  pid: number;
  host: string;
  /** What it is doing: `serve`, `map` … */
  purpose: string;
  since: string;
}

/** runs.ts */
export interface RunRow {
  id: string;
  /** Larger than that of every run made before. */
  number: number;
  status: 'running' | 'aborted' | 'clean' | 'discrepancies' | 'partial' | 'failed';
  startedAt: string;
  finishedAt: string | null;
  summary: RunSummary | null;
  statistics: RunStatistics | null;
}

/**
 * snapshots.ts: a row as it came, waiting to be packed. The store sorts rows by `procedure`, so that memory does not
 * grow with the city; `kind` and `body` are the snapshot room's own.
 */
export interface StagedRow {
  procedure: string;
  kind: string;
  body: string;
}

/** A procedure of a snapshot, packed; `body` is the snapshot room's own. */
export interface PackedProcedure {
  code: string;
  body: string;
}

/** snapshots.ts; `summary` is null until it is finished. */
export interface SnapshotRow<Summary = unknown> {
  id: number;
  runId: string;
  system: string;
  status: 'reading' | 'complete' | 'partial' | 'unreadable';
  takenAt: string;
  summary: Summary | null;
}

export interface QuarantineRow {
  part: string;
  key: string;
  path: string;
  reason: string;
}

/** ledger.ts: the life of discrepancies. */
export interface Settlement {
  runId: string;
  startedAt: string;
  /** A rule that is not here is switched off: its open findings are closed. */
  outcomes: Record<string, RuleSummary>;
  /** Names of systems read whole in this run, and of all configured ones. */
  complete: ReadonlySet<string>;
  configured: ReadonlySet<string>;
  /**
   * What could not be told: `procedure` → systems whose details were not read, and `<system>/<rule>` where that rule
   * alone could not tell.
   */
  unjudged: ReadonlyMap<string, ReadonlySet<string>>;
  /** The same for an agency, whatever the procedure: `agency` → systems; '' = no single agency. */
  unjudgedAgencies: ReadonlyMap<string, ReadonlySet<string>>;
}
export type LedgerFinding = Omit<Finding, 'statement'> & { fingerprint: string; statement: Statement };
export type LedgerCounts = RunCounts;

/** A row for reports, `history` and `waive`: the line plus its life. Its sentence is made where it is read. */
export interface StoredDiscrepancy extends Omit<DiscrepancyLine, keyof Said> {
  statement: Statement;
  /** Case, tier or remote code that tells findings of one rule apart. */
  key: string | null;
  /** Our codes of all units it is about: its agency, else every one it names, sorted. */
  units: readonly string[];
  lastSeen: string;
  resolvedAt: string | null;
  waiver: { by: string; reason: string; until: string | null; at: string } | null;
}

/** Which rows of a run; absent = all. A list means any of them. */
export interface RowFilter {
  owner?: string | string[];
  rule?: string | string[];
  severity?: Severity | Severity[];
  system?: string | string[];
  state?: string | string[];
  /** Rows about any of these units, be it among others (`domain/concerned.ts`). */
  agency?: string | string[];
  procedure?: string | string[];
}

/** A finished run in the trend: what it saw and nobody waived, by severity, and what it could not look at again. */
export interface TrendPoint {
  runId: string;
  startedAt: string;
  status: RunRow['status'];
  severities: Record<Severity, number>;
  unchecked: number;
}

/** waivers.ts */
export interface Waiver {
  id: number;
  fingerprint: string;
  by: string;
  reason: string;
  at: string;
  /** Holds up to and including this moment; null = until revoked. */
  until: string | null;
  revokedAt: string | null;
  revokedBy: string | null;
}

/** history.ts: one discrepancy with all it has been through, latest life first. */
export interface DiscrepancyHistory extends StoredDiscrepancy {
  lives: { firstSeen: string; lastSeen: string; resolvedAt: string | null }[];
  waivers: Waiver[];
}

/** audit.ts; `before` and `after` are any JSON-safe values, null where there is none. */
export interface AuditEntry {
  at: string;
  who: string;
  /** Of the account (domain/actor.ts); left out where there is but a name. */
  identity?: string | undefined;
  /** `cli`, `schedule` … */
  origin: string;
  /** Verb: `waive`, `map`, `accept-shrink` … */
  action: string;
  target: string;
  before: unknown;
  after: unknown;
  outcome: string;
}

/** plans.ts: a stored plan; `head` is all of it but its actions, the plan room's own. */
export interface PlanRow<Head = unknown> {
  id: string;
  createdAt: string;
  author: string;
  /** Of the account that made it; left out where there is but a name. */
  authorIdentity?: string | undefined;
  state: PlanState;
  fingerprint: string;
  head: Head;
}

/** An action on its way into the store; `body` is the plan room's own. */
export interface NewAction<Body = unknown> {
  /** Position in the plan, 1…. */
  number: number;
  system: string;
  wave: number;
  body: Body;
}

/** What came of an action so far. */
export interface ActionResult {
  number: number;
  state: ActionState;
  /** Vietnamese: why, with the remote's words; null where there is nothing to say. */
  message: string | null;
  finishedAt: string | null;
}
export type ActionRow<Body = unknown> = NewAction<Body> & ActionResult;

export interface Approval {
  who: string;
  identity?: string | undefined;
  reason: string;
  at: string;
}

/** journal.ts: the process that applies a plan; only it may write about it. */
export interface Applying {
  planId: string;
  token: string;
}

/** One request to a remote, written down before it went out. */
export interface JournalRow {
  /** Position among the plan's requests, 1…. */
  number: number;
  system: string;
  actions: number[];
  label: string;
  request: unknown;
  /** `sending` and `unknown`: whether it took effect has to be looked up. */
  state: Tables['journal']['state'];
  /** What the remote (or the transport) said. */
  words: string | null;
  at: string;
  endedAt: string | null;
}

/** jobs.ts */
export interface NewJob<Kind extends JobKind = JobKind> {
  kind: Kind;
  scope: JobScopes[Kind];
  priority: number;
  requestedBy: string;
  /** Of the account; left out where there is but a name. */
  requestedIdentity?: string | undefined;
  origin: string;
  /** Asked again with the same key by the same account within a day, the same job is the answer. */
  idempotencyKey?: string;
}

/** moments.ts: a due moment of a scheduled job, claimed by one conditional insert. */
export interface MomentRow {
  job: ScheduledJob;
  /** When it was due (ISO 8601 UTC, whole minute). */
  due: string;
  claimedAt: string;
  worker: string;
  /** `skipped`: missed while down and the policy says skip, or the last one is not over; `reason` says which. */
  outcome: 'queued' | 'skipped';
  jobId: string | null;
  /** Vietnamese: why it was skipped, or that it is made up for; null where it was simply due. */
  reason: string | null;
  /** The cron expression it was due by. */
  expression: string;
}

/** keys.ts: an API key; the secret itself is never stored. */
export interface ApiKeyRow {
  id: string;
  /** Shown first characters of the key. */
  prefix: string;
  name: string;
  role: Tables['api_key']['role'];
  createdAt: string;
  createdBy: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
  revokedBy: string | null;
}

/**
 * outbox.ts: a letter to be sent. Put in the transaction of what it tells of; the message is made when it is sent,
 * from what is stored, and is the same each time it is made.
 */
export interface NewLetter {
  kind: Tables['letter']['kind'];
  /** What it is about: run id, month, milestone … */
  subject: string;
  /** Address as configured. */
  to: string;
  /** Not before this moment (hold-off). */
  notBefore: string;
  /** What making it needs beside `subject`; JSON-safe, no secrets. */
  body: unknown;
}
export interface LetterRow extends NewLetter {
  id: number;
  /** Deterministic: from kind, subject and recipient. */
  messageId: string;
  /**
   * `sending`: handed to the mail server, its answer not seen: looked at by a person, never sent again by itself.
   * `dead`: gave up after the configured attempts, or refused for good.
   */
  state: Tables['letter']['state'];
  attempts: number;
  queuedAt: string;
  nextTryAt: string | null;
  sentAt: string | null;
  /** Last words of the mail server, redacted. */
  lastError: string | null;
}
