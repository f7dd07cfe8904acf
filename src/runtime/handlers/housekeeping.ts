import { prune } from '../../runs/prune.ts';
import { pruneLetters } from '../../store/mail/outbox.ts';
import { pruneJobs } from '../../store/work/jobs.ts';
import { pruneMoments } from '../../store/work/moments.ts';
import type { JobInHand, JobOutcome } from './handler.ts';

const dayMs = 86_400_000;

/** Forgets what is older than the configuration says: runs, snapshots, cached details, jobs with their events, letters. */
export async function housekeeping(work: JobInHand<'housekeeping'>): Promise<JobOutcome> {
  const { store, configuration, now, signal } = work;
  const { keep } = configuration;
  const daysAgo = (days: number) => new Date(now().getTime() - days * dayMs).toISOString();
  const before = daysAgo(keep.jobDays);
  const steps = [
    () => prune(store, configuration, now().toISOString()),
    () => pruneMoments(store, before, now().toISOString()),
    () => pruneLetters(store, daysAgo(keep.letterDays)),
  ];
  for (const step of steps) {
    signal.throwIfAborted();
    await step();
  }
  const jobs = await pruneJobs(store, before);
  return { message: `đã dọn; bỏ ${jobs} việc xong quá ${keep.jobDays} ngày` };
}
