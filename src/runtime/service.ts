import type { Logger } from 'pino';
import type { Queueing } from '../app/jobs/start.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Store } from '../store/core/contract.ts';
import { handlersWithChildren } from './child/jobs.ts';
import { openJobs } from './jobs.ts';
import { runOutboxSender } from './outbox-sender.ts';
import type { JobQueue } from './queue.ts';
import { createSqliteQueue } from './sqlite-queue.ts';
import { createWorker, type WorkerSettings } from './worker.ts';

export interface ServiceSettings extends Omit<WorkerSettings, 'queue' | 'handlers'> {
  /** The program's main module: heavy jobs are done by children of it. */
  program: string;
}

/** What every process that works has, with or without an HTTP side and a schedule. */
export interface Service {
  jobs: Queueing;
  queue: JobQueue;
  /**
   * Takes no more work; finishes or hands back what is in hand. Answers whether that was done within the grace.
   */
  stop(graceMs: number): Promise<boolean>;
}

/** Opens the queue and begins to work on it; mail that is due is sent beside it. */
export async function openService(settings: ServiceSettings): Promise<Service> {
  const { store, log, now } = settings;
  const queue = await openQueue(settings.configuration(), store, log, now);
  const handlers = handlersWithChildren({
    program: settings.program,
    graceMs: () => settings.configuration().server.graceSeconds * 1_000,
  });
  const worker = createWorker({ ...settings, queue, handlers });
  const jobs = openJobs({ store, queue, now, cancelled: worker.cancelled });
  await worker.start();
  const closing = new AbortController();
  const mail = runOutboxSender(store, settings.configuration, log, closing.signal, { now });
  return {
    jobs,
    queue,
    async stop(graceMs) {
      const before = performance.now();
      closing.abort();
      const drained = await worker.drain(graceMs);
      await queue.stop(Math.max(0, graceMs - (performance.now() - before)));
      // The message in hand; whoever waits for us has the grace in view.
      if (drained) await mail;
      return drained;
    },
  };
}

/** pg-boss is loaded where it is needed: most commands, and every service on SQLite, do without. */
export async function openQueue(
  { store: kept }: Pick<Configuration, 'store'>,
  store: Store,
  log: Logger,
  now: () => Date,
): Promise<JobQueue> {
  if (kept.driver === 'sqlite') return createSqliteQueue(store, { log, now });
  const { openPgBossQueue } = await import('./pg-boss-queue.ts');
  return openPgBossQueue(store, kept.url, log);
}
