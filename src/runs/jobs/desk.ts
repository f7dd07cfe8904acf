import type { Job, JobKind } from '../../domain/job.ts';
import type { NewJob } from '../../store/contract.ts';

/** Where the schedule, the HTTP API and the command line hand jobs in; writes them down, then offers them. */
export interface JobDesk {
  /** `created` is false where the idempotency key had been used before: the job is then the earlier one. */
  enqueue<Kind extends JobKind>(job: NewJob<Kind>): Promise<{ job: Job<Kind>; created: boolean }>;
  /** Waiting jobs end at once, running ones at their next safe point. Undefined = no such job or it has ended. */
  cancel(id: string, by: string): Promise<Job | undefined>;
}
