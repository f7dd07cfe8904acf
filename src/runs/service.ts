import type { Logger } from 'pino';
import type { Configuration } from '../config/configuration.ts';
import type { Store } from '../store/contract.ts';
import { type JobDesk, openDesk } from './jobs/desk.ts';
import type { Dispatcher } from './jobs/dispatcher.ts';
import { jobHandlers } from './jobs/handlers.ts';
import { createLocalDispatcher } from './jobs/local-dispatcher.ts';
import { createWorker } from './jobs/worker.ts';
import { runPostman } from './mail/postman.ts';

export interface ServiceSettings {
  /** The one in force. */
  configuration(): Configuration;
  store: Store;
  log: Logger;
  now: () => Date;
}

/** What every process that works has, with or without an HTTP side and a schedule. */
export interface Service {
  desk: JobDesk;
  dispatcher: Dispatcher;
  /**
   * Takes no more work; finishes or hands back what is in hand. Answers whether that was done within the grace.
   */
  stop(graceMs: number): Promise<boolean>;
}

/** Opens the queue and begins to work on it; letters that are due are sent beside it. */
export async function openService(settings: ServiceSettings): Promise<Service> {
  const { store, log, now } = settings;
  const kept = settings.configuration().store;
  const dispatcher =
    kept.driver === 'postgres' ? await startedPgBoss(kept.url, log) : createLocalDispatcher(log);
  const worker = createWorker({ ...settings, dispatcher, handlers: jobHandlers });
  const desk = openDesk({ store, dispatcher, log, now, cancelled: worker.cancelled });
  await worker.start();
  const closing = new AbortController();
  const letters = runPostman(store, settings.configuration, log, closing.signal, { now });
  return {
    desk,
    dispatcher,
    async stop(graceMs) {
      const before = performance.now();
      closing.abort();
      const putDown = await worker.stop(graceMs);
      await dispatcher.stop(Math.max(0, graceMs - (performance.now() - before)));
      // The letter in hand; whoever waits for us has the grace in view.
      if (putDown) await letters;
      return putDown;
    },
  };
}

/** Loaded where it is needed: most commands, and every service on SQLite, do without. */
async function startedPgBoss(url: string, log: Logger): Promise<Dispatcher> {
  const { startPgBossDispatcher } = await import('./jobs/pg-boss-dispatcher.ts');
  return startPgBossDispatcher(url, log);
}
