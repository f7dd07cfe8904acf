import { dueTimes } from '../config/cron.ts';
import type { ScheduleSettings } from '../config/sections/schedule.ts';
import { type JobState, type ScheduledJob, scheduledJobs } from '../domain/job.ts';
import type { Store } from '../store/core/contract.ts';
import { findJob } from '../store/work/jobs.ts';
import { lastMoments } from '../store/work/moments.ts';

/** Where a scheduled job stands. Times ISO 8601 UTC. */
export interface ScheduleEntry {
  job: ScheduledJob;
  /** Cron expression, hours of Vietnam; null = not by schedule. */
  at: string | null;
  missed: 'once' | 'skip';
  jitterSeconds: number;
  /** The last moment anybody took; null before the first. */
  lastDue: string | null;
  /** What came of it; null before the first, or when its job is forgotten. */
  lastOutcome: {
    state: JobState | 'skipped';
    /** Vietnamese: the job's own words, or why it was skipped. */
    message: string | null;
    jobId: string | null;
    finishedAt: string | null;
  } | null;
  /** Null = not by schedule. */
  nextDue: string | null;
}

/** Every scheduled job with its last and its next moment. */
export async function scheduleState(
  store: Store,
  settings: ScheduleSettings,
  now: Date,
): Promise<ScheduleEntry[]> {
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
  { jobId, outcome, reason }: { jobId: string | null; outcome: 'queued' | 'skipped'; reason: string | null },
): Promise<ScheduleEntry['lastOutcome']> {
  if (outcome === 'skipped') return { state: 'skipped', message: reason, jobId: null, finishedAt: null };
  const job = jobId === null ? undefined : await findJob(store, jobId);
  if (!job) return null;
  return { state: job.state, message: job.message, jobId: job.id, finishedAt: job.finishedAt };
}
