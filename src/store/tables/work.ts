import type { Generated } from 'kysely';
import type { Job, JobEvent, JobKind, JobState, ScheduledJob } from '../../domain/job.ts';
import type { Owner } from '../../domain/severity.ts';
import type { ManualTask, TaskState } from '../../domain/task.ts';
import { flag, json, numbered, optional, sortedJson, text, whole } from './columns.ts';

/** Who is at something. */
export const claim = {
  name: text(),
  /** Tells two holdings of one process apart. */
  token: text(),
  pid: whole(),
  host: text(),
  /** What it is doing: `serve`, `map` … */
  purpose: text(),
  since: text(),
  heartbeat: text(),
};

/** A piece of work: the record of it. Who has it in hand, the queue says (runtime/queue.ts). */
export const job = {
  id: text(),
  /** For its events to name it by. */
  number: whole(),
  kind: text<JobKind>(),
  scope: json<Job['scope']>(),
  priority: whole(),
  state: text<JobState>(),
  requestedBy: text(),
  requestedIdentity: optional(text()),
  origin: text(),
  queuedAt: text(),
  startedAt: optional(text()),
  finishedAt: optional(text()),
  workerHost: optional(text()),
  workerPid: optional(whole()),
  attempts: whole(),
  /** Somebody wants it to end. */
  cancelRequested: flag(),
  runId: optional(text()),
  planId: optional(text()),
  message: optional(text()),
  /** Of versions before; SQLite cannot take it off. Nobody looks at it. */
  idempotencyKey: optional(text()),
};

/** Under which key an account asked for a job, and when; honoured for a day. */
export const idempotencyKey = { account: text(), key: text(), jobId: text(), at: text() };

/** The same of what is no job and has a number; `made` is 0 only while it is being made. */
export const madeOnce = {
  account: text(),
  key: text(),
  action: text(),
  wanted: sortedJson<object>(),
  at: text(),
  made: whole(),
};

export const jobEvent = {
  id: numbered(),
  /** Number of its job. */
  job: whole(),
  at: text(),
  kind: text(),
  /** Null where it says what stands with its job (`eventsAfter`). */
  data: json<JobEvent['data'] | null>(),
};

/** A due moment of a scheduled job. */
export const moment = {
  job: text<ScheduledJob>(),
  /** When it was due (ISO 8601 UTC, whole minute). */
  due: text(),
  /** The cron expression it was due by. */
  expression: text(),
  claimedAt: text(),
  worker: text(),
  /** `skipped`: missed while down and the policy says skip, or the last one is not over; `reason` says which. */
  outcome: text<'queued' | 'skipped'>(),
  jobId: optional(text()),
  /** Vietnamese: why it was skipped, or that it is made up for; null where it was simply due. */
  reason: optional(text()),
};

/** Work for people; `fingerprint` is empty for tasks of a plan, `planId` for tasks of a finding. */
export const task = {
  key: text(),
  state: text<TaskState>(),
  owner: text<Owner>(),
  system: text(),
  procedure: text(),
  /** What a plan's task is about, or the rule of a finding's. */
  kind: text(),
  fingerprint: text(),
  planId: text(),
  /** `YYYY-MM-DD`; `noDue` when there is none, so that it comes last. */
  due: text(),
  /** As of a row of a run, by the last run. */
  demandOrder: whole<Generated<number>>(),
  openedAt: text(),
  /** The plan's task. A finding's is what the finding says. */
  body: optional(sortedJson<ManualTask>()),
  closedAt: optional(text()),
  checkedAt: optional(text()),
  note: optional(text()),
  confirmedBy: optional(text()),
  reason: optional(text()),
};
