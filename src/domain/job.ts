/** `full-refresh` is a `reconcile` that reads every detail anew. */
export const jobNames = {
  reconcile: 'đối chiếu',
  'full-refresh': 'đối chiếu, đọc lại từ đầu',
  plan: 'lập kế hoạch đẩy',
  apply: 'áp dụng kế hoạch',
  rollback: 'lập kế hoạch hoàn nguyên',
  define: 'soạn định nghĩa dịch vụ',
  reminders: 'nhắc việc đến hạn',
  digest: 'thư tổng hợp',
  'monthly-report': 'báo cáo tháng',
  housekeeping: 'dọn dữ liệu cũ',
};
const allJobs = Object.keys(jobNames) as (keyof typeof jobNames)[];

/** Everything the queue carries out. */
export type JobKind = Exclude<keyof typeof jobNames, 'full-refresh'>;
export const jobKinds = allJobs.filter((job): job is JobKind => job !== 'full-refresh');

const neverScheduled = ['apply', 'rollback', 'define'] as const;
/** Jobs a schedule may start by itself. */
export type ScheduledJob = Exclude<keyof typeof jobNames, (typeof neverScheduled)[number]>;
export const scheduledJobs = allJobs.filter(
  (job): job is ScheduledJob => !neverScheduled.some(never => never === job),
);

/** What a job is to do, by kind; everything optional has the meaning of the command line option of that name. */
export interface JobScopes {
  /** `fresh` is what `full` was called before; jobs and callers may still say it. */
  reconcile: { full?: boolean; fresh?: boolean; acceptShrink?: { systems: string[]; reason: string } };
  /** `fromFindings`: of these open findings, true = of all the last run saw. */
  plan: { only?: string[]; fromFindings?: true | string[] };
  apply: { plan: string; resume?: boolean; parallel?: number };
  rollback: { plan: string };
  /** `from`: the system whose configuration is taken over; absent = drafted from the national record. `replace`: over the definition there is. */
  define: { procedure: string; from?: string; replace?: boolean };
  reminders: Record<string, never>;
  digest: Record<string, never>;
  /** `YYYY-MM`; absent = the month before the one it is now. `asOf`: figures of another day, `YYYY-MM-DD`. */
  'monthly-report': { month?: string; asOf?: string };
  housekeeping: Record<string, never>;
}

/** What people ask for goes before what a schedule asks for. */
export const jobPriorities = { asked: 10, scheduled: 0 } as const;

export const jobStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof jobStates)[number];
export const jobStateNames: Record<JobState, string> = {
  waiting: 'đang chờ',
  running: 'đang chạy',
  done: 'xong',
  failed: 'thất bại',
  cancelled: 'đã hủy',
};

/** A piece of work with its life. All times ISO 8601 UTC. */
export interface Job<Kind extends JobKind = JobKind> {
  id: string;
  kind: Kind;
  scope: JobScopes[Kind];
  /** Higher first; what people ask for goes before what a schedule asks for. */
  priority: number;
  state: JobState;
  /** Who asked: an account, `schedule`, a user of the command line. */
  requestedBy: string;
  /** Of the account that asked (domain/actor.ts); left out where there is but a name. */
  requestedIdentity?: string | undefined;
  /** `api`, `schedule`, `cli`. */
  origin: string;
  queuedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** Tells which process has it in hand; null when none does. */
  worker: string | null;
  /** How often it was begun; more than once = a process that had it died. */
  attempts: number;
  cancelRequested: boolean;
  /** The run it made, once it has one. */
  runId: string | null;
  /** The plan it made or applied. */
  planId: string | null;
  /** Short outcome a person understands, Vietnamese; the reason where it failed. */
  message: string | null;
}

/** Something that happened to a job; ids rise in order, over all jobs (SSE `Last-Event-ID`). */
export interface JobEvent {
  id: number;
  jobId: string;
  at: string;
  /**
   * `queued`, `started`, `reading` {system, part, done, total, requests}, `read` {system, status}, `judging`, `action` {…},
   * `taken-over`, `handed-back` {why}, `cancel-requested` {by}, `done`, `failed`, `cancelled`.
   */
  kind: string;
  /** JSON-safe. */
  data: Record<string, unknown>;
}
