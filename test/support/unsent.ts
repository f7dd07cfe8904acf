import type { Job, JobKind } from '../../src/domain/job.ts';
import type { NewJob, Store } from '../../src/store/contract.ts';
import { addJob } from '../../src/store/jobs.ts';
import { inTransaction } from '../../src/store/open.ts';

/** A job as an earlier version or another program leaves it: written down, and sent to nobody. */
export function unsent<Kind extends JobKind>(
  store: Store,
  job: NewJob<Kind>,
  at: string,
): Promise<Job<Kind>> {
  return inTransaction(store, inner => addJob(inner, job, at));
}
