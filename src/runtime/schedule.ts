import { hostname } from 'node:os';
import { z } from 'zod';
import type { JobWish } from '../app/jobs/start.ts';
import { dueTimes } from '../config/cron.ts';
import type { ScheduleSettings } from '../config/sections/schedule.ts';
import { type Job, jobPriorities, jobStates, type ScheduledJob, scheduledJobs } from '../domain/job.ts';
import { dayOf, monthBefore } from '../domain/time.ts';
import type { Store } from '../store/core/contract.ts';
import { inTransaction } from '../store/core/open.ts';
import { findJob } from '../store/work/jobs.ts';
import {
  claimMoment,
  forgetMomentsAfter,
  lastMoments,
  type MomentRow,
  nameMomentJob,
} from '../store/work/moments.ts';
import { enqueueJob } from './jobs.ts';
import type { JobQueue } from './queue.ts';

const text = z.string().nullable();

/** Where a scheduled job stands. Times ISO 8601 UTC. */
export const scheduleEntry = z.object({
  job: z.enum(scheduledJobs),
  at: text.describe('Cron expression, hours of Vietnam; null = not by schedule.'),
  missed: z.enum(['once', 'skip']),
  jitterSeconds: z.number(),
  /** The last moment anybody took; null before the first. */
  lastDue: text,
  /** What came of it, in Vietnamese; null before the first, or when its job is forgotten. */
  lastOutcome: z
    .object({ state: z.enum([...jobStates, 'skipped']), message: text, jobId: text, finishedAt: text })
    .nullable(),
  /** Null = not by schedule. */
  nextDue: text,
});
export type ScheduleEntry = z.output<typeof scheduleEntry>;

/** Every scheduled job with its last and its next moment. */
export async function scheduleState(store: Store, settings: ScheduleSettings, now: Date) {
  const last = new Map((await lastMoments(store, now.toISOString())).map(moment => [moment.job, moment]));
  const entries: ScheduleEntry[] = [];
  for (const job of scheduledJobs) {
    const { at, missed, jitterSeconds } = settings[job];
    const moment = last.get(job);
    const nextDue = at === null ? null : (dueTimes(at).next(now)?.toISOString() ?? null);
    const lastOutcome = moment ? await outcomeOf(store, moment) : null;
    entries.push({ job, at, missed, jitterSeconds, lastDue: moment?.due ?? null, lastOutcome, nextDue });
  }
  return entries;
}

async function outcomeOf(
  store: Store,
  { jobId, outcome, reason }: MomentRow,
): Promise<ScheduleEntry['lastOutcome']> {
  if (outcome === 'skipped') return { state: 'skipped', message: reason, jobId: null, finishedAt: null };
  const job = jobId === null ? undefined : await findJob(store, jobId);
  if (!job) return null;
  return { state: job.state, message: job.message, jobId: job.id, finishedAt: job.finishedAt };
}

/** What became of a moment that this process took. */
export interface TakenMoment {
  job: ScheduledJob;
  due: string;
  /** Absent: it was skipped. */
  queued?: Job;
  /** Vietnamese; null where it was simply due. */
  reason: string | null;
  /** It had been expected and its time was over when it was taken: nobody was there. */
  missed: boolean;
}

/** Timers, clocks and databases are never quite on time; later than this (and the jitter) a moment has been missed. */
export const punctualMs = 120_000;

/** Moments due after this were taken by a clock that was ahead. */
function soon(now: Date): string {
  return new Date(now.getTime() + punctualMs).toISOString();
}

/** Forgets what a clock that was ahead took, so that it can be taken when it comes. How many moments there were. */
export function forgetFutureMoments(store: Store, now: Date): Promise<number> {
  return forgetMomentsAfter(store, soon(now));
}

/**
 * Takes each scheduled job's last due moment, unless some process has: by one conditional insert, in one transaction
 * with queuing its job. What was missed is made up for once or skipped, as configured; only the last one counts, however
 * many were missed.
 */
export async function takeDueMoments(
  store: Store,
  queue: Pick<JobQueue, 'send'>,
  settings: ScheduleSettings,
  now: Date,
  only: readonly ScheduledJob[] = scheduledJobs,
): Promise<TakenMoment[]> {
  const until = soon(now);
  const last = new Map((await lastMoments(store, until)).map(moment => [moment.job, moment]));
  const queued = new Map(
    (await lastMoments(store, until, { queued: true })).map(moment => [moment.job, moment]),
  );
  const taken: TakenMoment[] = [];
  for (const job of only) {
    const { at } = settings[job];
    const due = at === null ? undefined : dueTimes(at).last(now)?.toISOString();
    if (at === null || due === undefined || due <= (last.get(job)?.due ?? '')) continue;
    const moment = { job, due, at, now };
    const found = await take(store, queue, settings, moment, last.get(job), queued.get(job));
    if (found) taken.push(found);
  }
  return taken;
}

interface DueMoment {
  job: ScheduledJob;
  due: string;
  at: string;
  now: Date;
}

async function take(
  store: Store,
  queue: Pick<JobQueue, 'send'>,
  settings: ScheduleSettings,
  { job, due, at, now }: DueMoment,
  last: MomentRow | undefined,
  queued: MomentRow | undefined,
): Promise<TakenMoment | undefined> {
  const { missed, jitterSeconds } = settings[job];
  const late = now.getTime() - Date.parse(due) > jitterSeconds * 1_000 + punctualMs;
  return inTransaction(store, async inner => {
    const unexpected = late && whyUnexpected(at, last);
    const skipped =
      unexpected ||
      (late && missed === 'skip' && 'lỡ giờ; lịch đặt là bỏ qua') ||
      (await whyNotAgain(inner, queued?.jobId ?? null));
    const reason = skipped || (late ? 'chạy bù vì lỡ giờ' : null);
    const told = { job, due, reason, missed: late && !unexpected };
    const claimedAt = now.toISOString();
    const claimed = await claimMoment(inner, {
      job,
      due,
      expression: at,
      claimedAt,
      worker: `${process.pid}@${hostname()}`,
      outcome: skipped ? 'skipped' : 'queued',
      jobId: null,
      reason,
    });
    if (!claimed) return undefined;
    if (skipped) return told;
    const schedule = { priority: jobPriorities.scheduled, requestedBy: 'schedule', origin: 'schedule' };
    const { job: made } = await enqueueJob(inner, queue, { ...wishOf(job, due), ...schedule }, claimedAt);
    await nameMomentJob(inner, { job, due }, made.id);
    return { ...told, queued: made };
  });
}

/** It lies before the schedule did: nobody waited for it. */
function whyUnexpected(at: string, last: MomentRow | undefined): string | undefined {
  if (!last) return 'lịch vừa được đặt';
  return last.expression === at ? undefined : 'lịch vừa được đổi';
}

async function whyNotAgain(store: Store, jobId: string | null): Promise<string | undefined> {
  const job = jobId === null ? undefined : await findJob(store, jobId);
  if (job?.state !== 'waiting' && job?.state !== 'running') return undefined;
  return `lần trước (việc ${job.id}) chưa xong`;
}

/** The job a scheduled job stands for; `due` is the moment it is for. */
export function wishOf(job: ScheduledJob, due: string): JobWish {
  if (job === 'full-refresh') return { kind: 'reconcile', scope: { full: true } };
  // Made up for in a later month, a report is still about the month it was due for.
  if (job === 'monthly-report') return { kind: job, scope: { month: monthBefore(dayOf(due).slice(0, 7)) } };
  return { kind: job, scope: {} };
}
