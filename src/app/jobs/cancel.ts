import type { Job } from '../../domain/job.ts';
import { Refusal } from '../../domain/refusal.ts';
import { findJob } from '../../store/work/jobs.ts';
import { asked } from '../audited.ts';
import type { Asking } from '../context.ts';
import type { Queueing } from './queueing.ts';

/**
 * Ends a job: at once while it waits, at its next safe point while it runs. In the audit trail with it.
 *
 * @throws Refusal when there is none, or it has ended.
 */
export function cancelJob(asking: Asking, queue: Queueing, id: string): Promise<Job> {
  return asked(asking, 'cancel-job', id, async by => {
    if (!(await findJob(asking.store, id))) throw new Refusal('job-unknown', { job: id });
    const job = await queue.cancel(id, by);
    if (!job) throw new Refusal('job-ended', { job: id });
    return job;
  });
}
