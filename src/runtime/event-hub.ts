import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Log } from '../adapter/adapter.ts';
import type { JobEvent } from '../domain/job.ts';
import type { Store } from '../store/core/contract.ts';
import { eventsAfter, lastEventId } from '../store/work/job-events.ts';

/** One look for all listeners, milliseconds: what happens in another process can only be found in the store. */
const lookEvery = 500;
/** Comments, so that nothing in between takes the connection for dead, milliseconds. */
const heartbeatEvery = 15_000;
/** Who takes nothing for so long, milliseconds, or at all while so many events behind, is cut off and may resume. */
const patience = 30_000;
const farBehind = 2_000;
const batch = 200;

/** Tells the events of jobs to any number of listeners. */
export interface EventHub {
  /** Events behind `after` (of one job where given), then those to come. The stream ends with its job. */
  listen(after: number, job?: string): PassThrough;
  /** Ends all streams. */
  close(): void;
}

interface Subscriber {
  stream: PassThrough;
  job: string | undefined;
  /** Id of the last event told. */
  position: number;
  /** The same at the look before. */
  before: number;
  /** Gets what the common look finds; otherwise events of the past are replayed to it, as fast as it takes them. */
  live: boolean;
}

const lastKinds = new Set(['done', 'failed', 'cancelled']);

export function createEventHub({ store, log }: { store: Store; log: Pick<Log, 'info' | 'warn'> }): EventHub {
  const subscribers = new Set<Subscriber>();
  /** Id of the last event the common look has found. */
  let seen = 0;
  /** Nobody looks while nobody listens; the first one makes the look begin at the end. */
  let begun: Promise<void> | undefined;
  let looking = false;
  let failing = false;
  let timers: NodeJS.Timeout[] = [];

  function ready(): Promise<void> {
    begun ??= lastEventId(store).then(
      id => {
        seen = id;
      },
      error => {
        begun = undefined;
        throw error;
      },
    );
    return begun;
  }

  async function look(): Promise<void> {
    if (looking || subscribers.size === 0) return;
    looking = true;
    try {
      await ready();
      for (let found = batch; found === batch; ) {
        const events = await eventsAfter(store, { after: seen, limit: batch });
        for (const event of events) {
          seen = event.id;
          for (const subscriber of subscribers) if (subscriber.live) deliver(subscriber, event);
        }
        found = events.length;
        // Those who do read must get their turn in between.
        await nextTurn();
      }
      for (const subscriber of subscribers) {
        const stuck = subscriber.stream.writableNeedDrain && subscriber.position === subscriber.before;
        if (stuck && seen - subscriber.position > farBehind) cutOff(subscriber);
        subscriber.before = subscriber.position;
      }
      failing = false;
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'events could not be read; trying again');
      failing = true;
    } finally {
      looking = false;
    }
  }

  function deliver(subscriber: Subscriber, event: JobEvent): void {
    const { stream } = subscriber;
    if (stream.writableEnded || event.id <= subscriber.position) return;
    if (subscriber.job !== undefined && subscriber.job !== event.jobId) return;
    stream.write(textOf(event));
    subscriber.position = event.id;
    if (subscriber.job !== undefined && lastKinds.has(event.kind)) stream.end();
    else if (subscriber.live && stream.writableNeedDrain) {
      // Not more than this is kept for anybody: the rest waits in the store.
      subscriber.live = false;
      void replay(subscriber);
    }
  }

  function cutOff(subscriber: Subscriber): void {
    if (subscriber.stream.destroyed) return;
    log.info({ behind: seen - subscriber.position }, 'a listener that does not read is cut off');
    subscriber.stream.destroy();
  }

  async function replay(subscriber: Subscriber): Promise<void> {
    const { stream } = subscriber;
    try {
      await ready();
      for (;;) {
        const mark = seen;
        const events = await eventsAfter(store, {
          after: subscriber.position,
          job: subscriber.job,
          limit: batch,
        });
        for (const event of events) {
          if (stream.writableNeedDrain)
            await once(stream, 'drain', { signal: AbortSignal.timeout(patience) });
          deliver(subscriber, event);
          if (stream.writableEnded || stream.destroyed) return;
        }
        // Nothing was told to the others meanwhile that this one has not read itself.
        subscriber.live = events.length < batch && seen === mark;
        if (subscriber.live) return;
      }
    } catch (error) {
      if (stream.destroyed) return;
      if (stream.writableNeedDrain) return cutOff(subscriber);
      log.warn({ err: error }, 'events could not be read; a listener has to come back');
      stream.destroy();
    }
  }

  function start(): void {
    if (timers.length > 0) return;
    timers = [
      setInterval(look, lookEvery).unref(),
      setInterval(() => {
        for (const { stream } of subscribers)
          if (!stream.writableNeedDrain && !stream.writableEnded) stream.write(': còn nghe\n\n');
      }, heartbeatEvery).unref(),
    ];
  }

  function stop(): void {
    for (const timer of timers) clearInterval(timer);
    timers = [];
    begun = undefined;
  }

  return {
    listen(after, job) {
      const stream = new PassThrough();
      const subscriber = { stream, job, position: after, before: after, live: false };
      subscribers.add(subscriber);
      stream.once('close', () => {
        subscribers.delete(subscriber);
        if (subscribers.size === 0) stop();
      });
      // So that the answer begins at once, and says how soon to come back.
      stream.write('retry: 3000\n\n');
      start();
      void replay(subscriber);
      return stream;
    },
    close() {
      stop();
      for (const { stream } of subscribers) stream.end();
    },
  };
}

function textOf({ id, jobId, at, kind, data }: JobEvent): string {
  // JSON has no line breaks of its own, which would end the field.
  return `id: ${id}\nevent: ${kind.replace(/[\r\n]/g, '')}\ndata: ${JSON.stringify({ jobId, at, ...data })}\n\n`;
}
