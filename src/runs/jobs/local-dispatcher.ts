import { setTimeout as wait } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Logger } from 'pino';
import type { Dispatcher } from './dispatcher.ts';

/** The dispatcher of a store with one process: what is offered here is done here. */
export function createLocalDispatcher(log: Logger): Dispatcher {
  /** Holds what is on offer until somebody attends. */
  const queue = new PQueue({ autoStart: false });
  /** On offer, not yet begun: a second offer of these says nothing new. */
  const offered = new Set<string>();
  let attending: ((id: string) => Promise<void>) | undefined;
  return {
    async offer(id, priority) {
      if (offered.has(id)) return;
      offered.add(id);
      queue
        .add(
          async () => {
            offered.delete(id);
            await attending?.(id);
          },
          { priority },
        )
        .catch(error => {
          // Taken off the queue by `stop`: it stays in the table.
          if (error instanceof DOMException && error.name === 'AbortError') return;
          log.error({ err: error, id }, 'work on offer could not be done');
        });
    },
    async attend(atOnce, work) {
      attending = work;
      queue.concurrency = atOnce;
      queue.start();
    },
    async stop(graceMs) {
      queue.pause();
      queue.clear();
      const over = new AbortController();
      const grace = wait(graceMs, undefined, { signal: over.signal }).catch(() => {});
      await Promise.race([queue.onPendingZero(), grace]);
      over.abort();
    },
  };
}
