import pino from 'pino';
import { expect } from 'vitest';
import type { Configuration } from '../../../src/config/configuration.ts';
import type { JobState } from '../../../src/domain/job.ts';
import { type JobDesk, openDesk } from '../../../src/runs/jobs/desk.ts';
import type { Dispatcher } from '../../../src/runs/jobs/dispatcher.ts';
import type { JobHandlers } from '../../../src/runs/jobs/handler.ts';
import { createLocalDispatcher } from '../../../src/runs/jobs/local-dispatcher.ts';
import { createWorker, type Worker } from '../../../src/runs/jobs/worker.ts';
import type { Store } from '../../../src/store/contract.ts';
import { findJob } from '../../../src/store/jobs.ts';

export const silent = pino({ level: 'silent' });

/** Configuration for handlers that ask for none of it but the secrets. */
const bare = { secrets: ['kim-bi-mat'] } as Partial<Configuration> as Configuration;

export interface Team {
  desk: JobDesk;
  worker: Worker;
  dispatcher: Dispatcher;
}

/** A worker on the store with its desk, not begun yet. */
export function team(
  store: Store,
  handlers: JobHandlers,
  { dispatcher = createLocalDispatcher(silent), atOnce = 2, configuration = bare, everyMs = 200 } = {},
): Team {
  const now = () => new Date();
  const worker = createWorker({
    store,
    dispatcher,
    handlers,
    configuration: () => configuration,
    log: silent,
    now,
    atOnce,
    everyMs,
  });
  const desk = openDesk({ store, dispatcher, log: silent, now, cancelled: worker.cancelled });
  return { desk, worker, dispatcher };
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
    .poll(async () => (await findJob(store, id))?.state, { timeout: 30_000, interval: 20 })
    .toBe(state);
}
