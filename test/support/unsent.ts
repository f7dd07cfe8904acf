import type { Job, JobKind } from '../../src/domain/job.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { inTransaction } from '../../src/store/core/open.ts';
import { addJob, type NewJob } from '../../src/store/work/jobs.ts';

/** A job as an earlier version or another program leaves it: written down, and sent to nobody. */
export function unsent<Kind extends JobKind>(
  store: Store,
  job: NewJob<Kind>,
  at: string,
): Promise<Job<Kind>> {
  return inTransaction(store, inner => addJob(inner, job, at));
}
