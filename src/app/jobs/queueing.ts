import type { Job, JobKind } from '../../domain/job.ts';
import type { Doing } from '../../store/access/audit.ts';
import type { NewJob } from '../../store/work/jobs.ts';

/** What of the queue a use case knows; the runtime has it. */
export interface Queueing {
  /** `created` is false where an earlier job is the answer. @throws Refusal */
  enqueue<Kind extends JobKind>(job: NewJob<Kind>): Promise<{ job: Job<Kind>; created: boolean }>;
  /** Undefined = no such job, or it has ended. */
  cancel(id: string, by: Doing): Promise<Job | undefined>;
}
