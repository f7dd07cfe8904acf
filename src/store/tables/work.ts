import type { Generated } from 'kysely';
import type { Job, JobEvent, JobKind, JobState, ScheduledJob } from '../../domain/job.ts';
import type { Owner } from '../../domain/severity.ts';
import type { ManualTask, TaskState } from '../../domain/task.ts';
import {
  flag,
  json,
  numbered,
  optional,
  optionalTexts,
  sortedJson,
  text,
  texts,
  whole,
  wholes,
} from './columns.ts';

/** Who is at something. */
export const claim = {
  ...texts('name', 'host', 'since', 'heartbeat'),
  /** Tells two holdings of one process apart. */
  token: text(),
  pid: whole(),
  /** What it is doing: `serve`, `map` … */
  purpose: text(),
};

/** A piece of work: the record of it. Who has it in hand, the queue says (runtime/queue.ts). */
export const job = {
  ...texts('id', 'requestedBy', 'origin', 'queuedAt'),
  /** For its events to name it by. */
  number: whole(),
  kind: text<JobKind>(),
  scope: json<Job['scope']>(),
  state: text<JobState>(),
  ...wholes('priority', 'attempts'),
  ...optionalTexts('requestedIdentity', 'startedAt', 'finishedAt', 'workerHost'),
  workerPid: optional(whole()),
  /** Somebody wants it to end. */
  cancelRequested: flag(),
  ...optionalTexts('runId', 'planId', 'message'),
  /** Of versions before; SQLite cannot take it off. Nobody looks at it. */
  idempotencyKey: optional(text()),
};

/** Under which key an account asked for a job, and when; honoured for a day. */
export const idempotencyKey = texts('account', 'key', 'jobId', 'at');

/** The same of what is no job and has a number; `made` is 0 only while it is being made. */
export const madeOnce = {
  ...texts('account', 'key', 'action', 'at'),
  wanted: sortedJson<object>(),
  made: whole(),
};

export const jobEvent = {
  id: numbered(),
  /** Number of its job. */
  job: whole(),
  ...texts('at', 'kind'),
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
  ...texts('claimedAt', 'worker'),
  /** `skipped`: missed while down and the policy says skip, or the last one is not over; `reason` says which. */
  outcome: text<'queued' | 'skipped'>(),
  jobId: optional(text()),
  /** Vietnamese: why it was skipped, or that it is made up for; null where it was simply due. */
  reason: optional(text()),
};

/** Work for people; `fingerprint` is empty for tasks of a plan, `planId` for tasks of a finding. */
export const task = {
  ...texts('key', 'system', 'procedure', 'fingerprint', 'planId', 'openedAt'),
  state: text<TaskState>(),
  owner: text<Owner>(),
  /** What a plan's task is about, or the rule of a finding's. */
  kind: text(),
  /** `YYYY-MM-DD`; `noDue` when there is none, so that it comes last. */
  due: text(),
  /** As of a row of a run, by the last run. */
  demandOrder: whole<Generated<number>>(),
  /** The plan's task. A finding's is what the finding says. */
  body: optional(sortedJson<ManualTask>()),
  ...optionalTexts('closedAt', 'checkedAt', 'note', 'confirmedBy', 'reason'),
};
