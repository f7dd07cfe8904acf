import { setTimeout as wait } from 'node:timers/promises';
import type { Configuration } from '../config/configuration.ts';
import { type ExecuteSettings, type Execution, executeJob } from './execute-job.ts';
import type { JobHandlers } from './handlers/handler.ts';
import type { JobQueue } from './queue.ts';

export interface WorkerSettings extends Pick<ExecuteSettings, 'store' | 'log'> {
  queue: JobQueue;
  handlers: JobHandlers;
  /** The one in force when a job begins holds for it to its end. */
  configuration(): Configuration;
  now: () => Date;
  /** Jobs at once. Default 2: a long reconciliation and something short beside it. */
  atOnce?: number;
  /** How often it is looked whether somebody has cancelled a job in hand. Default 2 s. */
  everyMs?: number;
  /** What was begun has ended, and nothing is in hand any more. */
  idle?(): void;
}

export interface Worker {
  /** Takes jobs from now on: those that wait, those other processes lost, those that come. */
  start(): Promise<void>;
  /** A person has cancelled a job; it would be found within seconds as well. */
  cancelled(id: string): void;
  /**
   * Takes no more, ends what is in hand at its next safe point and hands back what is not done. Answers whether all of
   * it was put down within the grace; else the rest is for whoever takes over from a dead process.
   */
  drain(graceMs: number): Promise<boolean>;
}

export function createWorker(settings: WorkerSettings): Worker {
  const { store, queue, handlers, log, now, atOnce = 2, everyMs = 2_000 } = settings;
  const inHand = new Map<string, Execution>();
  let draining = false;
  /** Since it was idle last. */
  let worked = false;
  return {
    start: () =>
      queue.work(atOnce, async claim => {
        const execution = executeJob(claim, {
          store,
          configuration: settings.configuration(),
          log,
          now,
          everyMs,
          handler: kind => handlers[kind],
        });
        inHand.set(claim.jobId, execution);
        if (draining) execution.end('stop');
        let begun = true;
        try {
          begun = await execution.done;
        } finally {
          inHand.delete(claim.jobId);
          worked ||= begun;
          // The last out of hand may be one that only waits.
          if (worked && inHand.size === 0) {
            worked = false;
            settings.idle?.();
          }
        }
      }),
    cancelled: id => inHand.get(id)?.end('cancel'),
    async drain(graceMs) {
      draining = true;
      const all = [...inHand.values()];
      for (const execution of all) execution.end('stop');
      const over = new AbortController();
      const grace = wait(graceMs, false, { signal: over.signal }).catch(() => false);
      const ended = Promise.allSettled([queue.drain(), ...all.map(({ done }) => done)]).then(() => true);
      const answer = await Promise.race([ended, grace]);
      over.abort();
      return answer;
    },
  };
}
