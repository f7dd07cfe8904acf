import type { Log } from '../../adapter/adapter.ts';
import type { Job, JobKind } from '../../domain/job.ts';
import type { NewJob, Store } from '../../store/contract.ts';
import { enqueueJob, requestCancel } from '../../store/jobs.ts';
import type { Dispatcher } from './dispatcher.ts';

/** Where the schedule, the HTTP API and the command line hand jobs in; writes them down, then offers them. */
export interface JobDesk {
  /**
   * `created` is false where the idempotency key had been used before: the job is then the earlier one. Throws
   * a `Refusal` where it had been used for something else.
   */
  enqueue<Kind extends JobKind>(job: NewJob<Kind>): Promise<{ job: Job<Kind>; created: boolean }>;
  /** Waiting jobs end at once, running ones at their next safe point. Undefined = no such job or it has ended. */
  cancel(id: string, by: { who: string; origin: string }): Promise<Job | undefined>;
}

export interface DeskSettings {
  store: Store;
  dispatcher: Dispatcher;
  log: Log;
  now: () => Date;
  /** Tells the worker of this process, so that it need not wait for its next heartbeat. */
  cancelled?(id: string): void;
}

export function openDesk({ store, dispatcher, log, now, cancelled }: DeskSettings): JobDesk {
  return {
    async enqueue(wanted) {
      const answer = await enqueueJob(store, wanted, now().toISOString());
      if (answer.created) await offer(dispatcher, log, answer.job);
      return answer;
    },
    async cancel(id, by) {
      const job = await requestCancel(store, id, { ...by, at: now().toISOString() });
      if (job?.state === 'running') cancelled?.(id);
      return job;
    },
  };
}

/** The job is written down, so an offer that fails only makes it wait for the next look at the table. */
export async function offer(
  dispatcher: Dispatcher,
  log: Log,
  { id, priority }: Pick<Job, 'id' | 'priority'>,
): Promise<void> {
  try {
    await dispatcher.offer(id, priority);
  } catch (error) {
    log.warn({ job: id, err: error }, 'the job is queued but could not be offered; it will be found waiting');
  }
}
