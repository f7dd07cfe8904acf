import { once } from 'node:events';
import { PassThrough } from 'node:stream';
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

const lastKinds = new Set(['done', 'failed', 'cancelled']);

export function createEventHub({ store, log }: { store: Store; log: Pick<Log, 'info' | 'warn'> }): EventHub {
  const streams = new Set<PassThrough>();
  /** Id of the last event the common look has found; resolved when it finds another. */
  let newest = 0;
  let news = Promise.withResolvers<void>();
  /** What follows a place: those who have heard the same ask the same, and it is read once for all of them. */
  let following = new Map<string, Promise<JobEvent[]>>();
  let looking = false;
  let failing = false;
  let timers: NodeJS.Timeout[] = [];

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    try {
      const last = await lastEventId(store);
      failing = false;
      if (last === newest) return;
      newest = last;
      goOn();
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'events could not be read; trying again');
      failing = true;
    } finally {
      looking = false;
    }
  }

  function goOn(): void {
    following = new Map();
    news.resolve();
    news = Promise.withResolvers();
  }

  function eventsBehind(after: number, job: string | undefined): Promise<JobEvent[]> {
    const place = `${after} ${job}`;
    const known = following.get(place);
    if (known) return known;
    const events = eventsAfter(store, { after, job, limit: batch });
    following.set(place, events);
    events.catch(() => following.delete(place));
    return events;
  }

  async function tell(stream: PassThrough, after: number, job: string | undefined): Promise<void> {
    let position = after;
    while (stream.writable) {
      // Before it is read: what comes meanwhile is looked for again.
      const more = news.promise;
      const events = await eventsBehind(position, job);
      for (const event of events) {
        // No more than this is kept for anybody: the rest waits in the store.
        await drained(stream, position);
        if (!stream.writable) return;
        stream.write(textOf(event));
        position = event.id;
        if (job !== undefined && lastKinds.has(event.kind)) stream.end();
      }
      if (events.length < batch) await more;
    }
  }

  async function drained(stream: PassThrough, position: number): Promise<void> {
    for (let waited = 0; stream.writable && stream.writableNeedDrain; waited += lookEvery) {
      if (waited >= patience || (waited > 0 && newest - position > farBehind)) {
        log.info({ behind: newest - position }, 'a listener that does not read is cut off');
        stream.destroy();
      } else await once(stream, 'drain', { signal: AbortSignal.timeout(lookEvery) }).catch(() => {});
    }
  }

  function start(): void {
    if (timers.length > 0) return;
    void look();
    timers = [
      setInterval(look, lookEvery).unref(),
      setInterval(() => {
        for (const stream of streams)
          if (!stream.writableNeedDrain && stream.writable) stream.write(': còn nghe\n\n');
      }, heartbeatEvery).unref(),
    ];
  }

  function stop(): void {
    for (const timer of timers) clearInterval(timer);
    timers = [];
    goOn();
  }

  return {
    listen(after, job) {
      const stream = new PassThrough();
      streams.add(stream);
      stream.once('close', () => {
        streams.delete(stream);
        if (streams.size === 0) stop();
      });
      // So that the answer begins at once, and says how soon to come back.
      stream.write('retry: 3000\n\n');
      start();
      tell(stream, after, job).catch(error => {
        log.warn({ err: error }, 'events could not be read; a listener has to come back');
        stream.destroy();
      });
      return stream;
    },
    close() {
      for (const stream of streams) stream.end();
      stop();
    },
  };
}

function textOf({ id, jobId, at, kind, data }: JobEvent): string {
  // JSON has no line breaks of its own, which would end the field.
  return `id: ${id}\nevent: ${kind.replace(/[\r\n]/g, '')}\ndata: ${JSON.stringify({ jobId, at, ...data })}\n\n`;
}
