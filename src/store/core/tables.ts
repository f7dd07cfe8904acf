import type { Generated } from 'kysely';
import type { FindingState } from '../../domain/finding.ts';
import type { JobKind, JobState, ScheduledJob } from '../../domain/job.ts';
import type { ActionState, PlanState } from '../../domain/push.ts';
import type { TaskState } from '../../domain/task.ts';

/**
 * Column types of every table, for Kysely. Times are ISO 8601 UTC texts; JSON is text; an empty text in `procedure`,
 * `agency`, `system` or `finding_key` means "does not apply" (so that rows can be ordered and compared without nulls).
 */
export interface Tables {
  run: RunTable;
  claim: ClaimTable;
  snapshot: SnapshotTable;
  snapshot_agency: { snapshot_id: number; id: string; body: string };
  snapshot_procedure: { snapshot_id: number; code: string; body: string };
  staged: { snapshot_id: number; procedure: string; kind: string; body: string };
  quarantine: QuarantineTable;
  staged_finding: StagedFindingTable;
  discrepancy: DiscrepancyTable;
  discrepancy_past: PastTable;
  discrepancy_content: ContentTable;
  run_discrepancy: RunDiscrepancyTable;
  unit_set: { id: string; agency: string };
  waiver: WaiverTable;
  audit: AuditTable;
  /** One row, `trail`: how many entries there are, and the hash of the last. */
  audit_head: { name: string; hash: string; entries: number };
  api_key: ApiKeyTable;
  session: SessionTable;
  plan: PlanTable;
  plan_action: PlanActionTable;
  approval: { plan_id: string; who: string; identity: string | null; reason: string; at: string };
  journal: JournalTable;
  applied: AppliedTable;
  writer_memory: { system: string; procedure: string; key: string; value: string };
  task: TaskTable;
  job: JobTable;
  /** Under which key an account asked for a job, and when; honoured for a day. */
  idempotency_key: { account: string; key: string; job_id: string; at: string };
  job_event: { id: Generated<number>; job_id: string; at: string; kind: string; data: string };
  moment: MomentTable;
  letter: LetterTable;
  review_file: ReviewFileTable;
  review_part: ReviewPartTable;
  review_entry: ReviewEntryTable;
  review_decision: ReviewDecisionTable;
  milestone_done: MilestoneDoneTable;
  month_statistics: { month: string; run_id: string; made_at: string; body: string };
  demand: DemandTable;
  indicator: IndicatorTable;
  cache: CacheTable;
}

export interface RunTable {
  id: string;
  /** Counts the runs as they were begun: one at a time, so also as they ended. What comes after what is asked of this, not of clocks. */
  number: Generated<number>;
  status: 'running' | 'aborted' | 'clean' | 'discrepancies' | 'partial' | 'failed';
  started_at: string;
  finished_at: string | null;
  summary: string | null;
  statistics: string | null;
}

export interface ClaimTable {
  name: string;
  /** Tells two holdings of one process apart. */
  token: string;
  pid: number;
  host: string;
  purpose: string;
  since: string;
  heartbeat: string;
}

export interface SnapshotTable {
  id: Generated<number>;
  run_id: string;
  system: string;
  /** `reading` until it is finished; only `complete` ones are ever a base of comparison. */
  status: 'reading' | 'complete' | 'partial' | 'unreadable';
  taken_at: string;
  summary: string | null;
}

export interface QuarantineTable {
  id: Generated<number>;
  snapshot_id: number;
  part: string;
  key: string;
  path: string;
  reason: string;
}

/** What a rule said, flat. */
export interface ContentColumns {
  severity: string;
  owner: string;
  /** JSON. */
  expected: string;
  actual: string;
  message: string;
  /** JSON: what the sentence is made of; empty where a version before kept the sentence. */
  statement: string;
  evidence: string;
  systems: string;
  /** List of units (`unit_set`) it is about where it belongs to no single agency; empty = none. */
  units: string;
}

export interface IdentityColumns {
  rule: string;
  procedure: string;
  agency: string;
  system: string;
  finding_key: string;
}

export interface StagedFindingTable extends ContentColumns, IdentityColumns {
  run_id: string;
  fingerprint: string;
  hash: string;
}

export interface ContentTable extends ContentColumns {
  id: Generated<number>;
  fingerprint: string;
  hash: string;
}

export interface DiscrepancyTable extends IdentityColumns {
  fingerprint: string;
  state: 'open' | 'resolved';
  first_seen: string;
  last_seen: string;
  resolved_at: string | null;
  content_id: number;
}

/** A life that ended before the discrepancy came back. */
export interface PastTable {
  id: Generated<number>;
  fingerprint: string;
  first_seen: string;
  last_seen: string;
  resolved_at: string;
}

export interface RunDiscrepancyTable {
  run_id: string;
  fingerprint: string;
  content_id: number;
  waiver_id: number | null;
  state: FindingState;
  first_seen: string;
  /** Of a row not looked at again; empty for those seen in the run. */
  last_seen: string;
  /** 0 = critical … 3 = info. */
  rank: number;
  owner: string;
  rule: string;
  procedure: string;
  agency: string;
  system: string;
}

export interface WaiverTable {
  id: Generated<number>;
  fingerprint: string;
  by: string;
  reason: string;
  at: string;
  until: string | null;
  revoked_at: string | null;
  revoked_by: string | null;
}

export interface AuditTable {
  id: Generated<number>;
  at: string;
  who: string;
  /** Where it came from: `cli`, `schedule` … */
  origin: string;
  action: string;
  target: string;
  before: string;
  after: string;
  outcome: string;
  previous_hash: string;
  hash: string;
  /** Of the account; null where there is but a name. */
  identity: string | null;
}

export interface ApiKeyTable {
  id: string;
  prefix: string;
  /** SHA-256 of the whole key, hexadecimal; the key itself is nowhere. */
  hash: string;
  name: string;
  role: 'viewer' | 'operator' | 'approver' | 'admin';
  created_at: string;
  created_by: string;
  expires_at: string | null;
  last_used_at: string | null;
  revoked_at: string | null;
  revoked_by: string | null;
}

/** A browser that has signed in. */
export interface SessionTable {
  /** SHA-256 of what its cookie holds. */
  hash: string;
  /** To list and end it by. */
  id: string;
  name: string;
  identity: string;
  issuer: string;
  role: ApiKeyTable['role'];
  created_at: string;
  expires_at: string;
  /** The API key it began with; a session ends with its key. */
  key_id: string | null;
  /** JSON: what the token said where it gave the role; null for keys. */
  token_grant: string | null;
}

export interface PlanTable {
  id: string;
  created_at: string;
  author: string;
  author_identity: string | null;
  state: PlanState;
  fingerprint: string;
  /** JSON: the plan without its actions. */
  head: string;
  /** Token of the process that applies it; empty when none does. */
  applier: string;
}

export interface PlanActionTable {
  plan_id: string;
  number: number;
  system: string;
  wave: number;
  /** JSON. */
  body: string;
  state: ActionState;
  message: string | null;
  finished_at: string | null;
}

export interface JournalTable {
  plan_id: string;
  number: number;
  system: string;
  /** JSON: numbers of the actions the send is for. */
  actions: string;
  label: string;
  /** JSON. */
  request: string;
  state: 'sending' | 'sent' | 'refused' | 'unknown';
  words: string | null;
  at: string;
  ended_at: string | null;
}

/** What a system was last verified to have of ours; `case_key` and `agency` are empty where they do not apply. */
export interface AppliedTable {
  system: string;
  procedure: string;
  kind: string;
  case_key: string;
  agency: string;
  /** JSON. */
  value: string;
  /** JSON. */
  digest: string | null;
  plan_id: string;
  at: string;
}

/** Work for people; `fingerprint` is empty for tasks of a plan, `plan_id` for tasks of a finding. */
export interface TaskTable {
  key: string;
  state: TaskState;
  owner: string;
  system: string;
  procedure: string;
  /** What a plan's task is about, or the rule of a finding's. */
  kind: string;
  fingerprint: string;
  plan_id: string;
  /** `YYYY-MM-DD`; `noDue` when there is none, so that it comes last. */
  due: string;
  opened_at: string;
  /** JSON: the plan's task. A finding's is what the finding says. */
  body: string | null;
  closed_at: string | null;
  checked_at: string | null;
  note: string | null;
  confirmed_by: string | null;
  reason: string | null;
}

/** Files by channel of one month; `procedure` is empty for all together, a figure null where the source says none. */
export interface DemandTable {
  system: string;
  period: string;
  procedure: string;
  agency: string;
  online: number | null;
  direct: number | null;
  postal: number | null;
  total: number | null;
  quality: string | null;
  read_at: string;
}

export interface IndicatorTable {
  system: string;
  period: string;
  grouping: string;
  agency: string;
  code: string;
  name: string;
  numerator: number | null;
  denominator: number | null;
  score: number | null;
  max_score: number | null;
  quality_status: string | null;
  quality_message: string | null;
  read_at: string;
}

/** An imported review list file. */
export interface ReviewFileTable {
  id: Generated<number>;
  name: string;
  sha256: string;
  bytes: number;
  /** What was said beside the file (unit, list): the same file with another word is another review. */
  options: string;
  /** Hash of what was understood of it. */
  digest: string;
  imported_at: string;
  imported_by: string;
  origin: string;
  /** JSON: the answer to whoever sent it. */
  answer: string;
}

/** One list of one unit in a file; it counts while `ended_at` is null. */
export interface ReviewPartTable {
  id: Generated<number>;
  file_id: number;
  agency: string;
  list: string;
  entries: number;
  ended_at: string | null;
  /** The file that took its place; null where it was withdrawn. */
  superseded_by: number | null;
}

export interface ReviewEntryTable {
  part_id: number;
  procedure: string;
  agency: string;
  list: string;
  name: string;
  sheet: string;
  row: number;
  /** JSON: `Ground`. */
  technical: string;
  legal: string;
}

/** The outbox. `worker`: token of the claim by which it was handed to the mail server; empty before that. */
export interface LetterTable {
  id: Generated<number>;
  message_id: string;
  kind: 'digest' | 'critical' | 'reminder' | 'monthly-report';
  subject: string;
  recipient: string;
  /** JSON. */
  body: string;
  state: 'waiting' | 'sending' | 'sent' | 'dead';
  worker: string;
  attempts: number;
  queued_at: string;
  not_before: string;
  next_try_at: string | null;
  sent_at: string | null;
  last_error: string | null;
}

/** A piece of work: the record of it. Who has it in hand, the queue says (runtime/queue.ts). */
export interface JobTable {
  id: string;
  kind: JobKind;
  /** JSON. */
  scope: string;
  priority: number;
  state: JobState;
  requested_by: string;
  requested_identity: string | null;
  origin: string;
  queued_at: string;
  started_at: string | null;
  finished_at: string | null;
  worker_host: string | null;
  worker_pid: number | null;
  attempts: number;
  /** 1 = somebody wants it to end. */
  cancel_requested: number;
  run_id: string | null;
  plan_id: string | null;
  message: string | null;
}

export interface MomentTable {
  job: ScheduledJob;
  due: string;
  /** The cron expression it was due by. */
  expression: string;
  claimed_at: string;
  worker: string;
  outcome: 'queued' | 'skipped';
  job_id: string | null;
  reason: string | null;
}

export interface CacheTable {
  namespace: string;
  key: string;
  value: string;
  /** Epoch milliseconds, as Keyv counts them. */
  expires: number | null;
  stored: number | null;
}

/** A person's word on a reviewed procedure. */
export interface ReviewDecisionTable {
  id: Generated<number>;
  procedure: string;
  /** Empty = every agency. */
  agency: string;
  /** 1 = can go to level 4. */
  eligible: number;
  by: string;
  reason: string;
  at: string;
  revoked_at: string | null;
  revoked_by: string | null;
}

/** A person's word that a unit (agency code or owner) is done with a milestone. */
export interface MilestoneDoneTable {
  milestone: string;
  unit: string;
  /** `YYYY-MM-DD`. */
  done_on: string;
  by: string;
  reason: string;
  at: string;
}
