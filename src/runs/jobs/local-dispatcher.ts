import { setTimeout as wait } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Logger } from 'pino';
import type { Dispatcher, WorkQueue } from './dispatcher.ts';

interface Desk {
  /** Holds what is on offer until somebody attends. */
  queue: PQueue;
  /** On offer, not yet begun: a second offer of these says nothing new. */
  offered: Set<string>;
  work?: (id: string) => Promise<void>;
}

/** The dispatcher of a store with one process: what is offered here is done here. */
export function createLocalDispatcher(log: Logger): Dispatcher {
  const desks: Record<WorkQueue, Desk> = { jobs: emptyDesk(), parts: emptyDesk() };
  return {
    async offer(name, id, priority) {
      const { queue, offered } = desks[name];
      if (offered.has(id)) return;
      offered.add(id);
      queue
        .add(
          async () => {
            offered.delete(id);
            await desks[name].work?.(id);
          },
          { priority },
        )
        .catch(error => {
          // Taken off the queue by `stop`: it stays in the table.
          if (error instanceof DOMException && error.name === 'AbortError') return;
          log.error({ err: error, queue: name, id }, 'work on offer could not be done');
        });
    },
    async attend(name, atOnce, work) {
      const desk = desks[name];
      desk.work = work;
      desk.queue.concurrency = atOnce;
      desk.queue.start();
    },
    async stop(graceMs) {
      const queues = Object.values(desks).map(({ queue }) => queue);
      for (const queue of queues) {
        queue.pause();
        queue.clear();
      }
      const over = new AbortController();
      const grace = wait(graceMs, undefined, { signal: over.signal }).catch(() => {});
      await Promise.race([Promise.all(queues.map(queue => queue.onPendingZero())), grace]);
      over.abort();
    },
  };
}

function emptyDesk(): Desk {
  return { queue: new PQueue({ autoStart: false }), offered: new Set() };
}
