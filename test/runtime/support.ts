import pino from 'pino';
import { expect } from 'vitest';
import type { Queueing } from '../../src/app/jobs/start.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import type { JobState } from '../../src/domain/job.ts';
import type { JobHandlers } from '../../src/runtime/handlers/handler.ts';
import { openJobs } from '../../src/runtime/jobs.ts';
import { openPgBossQueue } from '../../src/runtime/pg-boss-queue.ts';
import type { JobQueue } from '../../src/runtime/queue.ts';
import { createSqliteQueue } from '../../src/runtime/sqlite-queue.ts';
import { createWorker, type Worker } from '../../src/runtime/worker.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { findJob } from '../../src/store/work/jobs.ts';
import { settingsOf } from '../store/settings-of.ts';

export const silent = pino({ level: 'silent' });

/** Configuration for handlers that ask for none of it but the secrets. */
const bare = { secrets: ['kim-bi-mat'] } as Partial<Configuration> as Configuration;

const now = () => new Date();

export interface Team {
  jobs: Queueing;
  worker: Worker;
  queue: JobQueue;
  /** As at SIGTERM; answers whether all was put down in time. */
  stop(graceMs: number): Promise<boolean>;
}

/** The queue a service on that store has. */
export async function queueOf(store: Store, everyMs = 200): Promise<JobQueue> {
  if (store.driver === 'sqlite') return createSqliteQueue(store, { log: silent, now, everyMs });
  const settings = settingsOf(store);
  if (settings.driver !== 'postgres') throw new Error('not PostgreSQL');
  return openPgBossQueue(store, settings.url, silent);
}

/** A worker on the store with its queue, not begun yet. */
export async function team(
  store: Store,
  handlers: JobHandlers,
  { atOnce = 2, configuration = bare, everyMs = 200, queue, idle }: Partial<TeamSettings> = {},
): Promise<Team> {
  const own = queue ?? (await queueOf(store, everyMs));
  const worker = createWorker({
    ...{ store, queue: own, handlers, log: silent, now, atOnce, everyMs },
    ...(idle && { idle }),
    configuration: () => configuration,
  });
  const jobs = openJobs({ store, queue: own, now, cancelled: worker.cancelled });
  return {
    jobs,
    worker,
    queue: own,
    async stop(graceMs) {
      const drained = await worker.drain(graceMs);
      await own.stop(graceMs);
      return drained;
    },
  };
}

interface TeamSettings {
  atOnce: number;
  configuration: Configuration;
  everyMs: number;
  queue: JobQueue;
  idle(): void;
}

/** A gate somebody waits at, and how to see that he is there. */
export function gate() {
  const reached = Promise.withResolvers<void>();
  const open = Promise.withResolvers<void>();
  return {
    reached: reached.promise,
    open: () => open.resolve(),
    async wait(signal?: AbortSignal) {
      reached.resolve();
      const stopped = new Promise<never>((_, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('aborted')));
      });
      await Promise.race([open.promise, stopped]);
    },
  };
}

export async function untilState(store: Store, id: string, state: JobState): Promise<void> {
  await expect
    .poll(async () => (await findJob(store, id))?.state, { timeout: 40_000, interval: 20 })
    .toBe(state);
}
