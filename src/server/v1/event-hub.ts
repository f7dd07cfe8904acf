import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { JobEvent } from '../../domain/job.ts';
import { eventsAfter, lastEventId } from '../../store/job-events.ts';
import type { ServerContext } from '../context.ts';

/** One look for all listeners, milliseconds: what happens in another process can only be found in the store. */
const lookEvery = 500;
/** Comments, so that nothing in between takes the connection for dead, milliseconds. */
const heartbeatEvery = 15_000;
/** What a reader may leave unread, bytes; whoever is further behind is cut off and resumes with `Last-Event-ID`. */
const unreadLimit = 262_144;
/** Who does not read at all while the past is being told, milliseconds. */
const patience = 30_000;
const batch = 500;

/** Tells the events of jobs to any number of listeners. */
export interface EventHub {
  /** Events behind `after` (of one job where given), then those to come. The stream ends with its job. */
  listen(after: number, job?: string): PassThrough;
  /** Ends all streams. */
  close(): void;
}

interface Ear {
  stream: PassThrough;
  job: string | undefined;
  /** Id of the last event told. */
  position: number;
}

const lastKinds = new Set(['done', 'failed', 'cancelled']);

export function createEventHub({ store, log }: Pick<ServerContext, 'store' | 'log'>): EventHub {
  const all = new Set<Ear>();
  /** Those who have been told the past: they hear what the common look finds. */
  const present = new Set<Ear>();
  let seen = 0;
  let looking = false;
  let timers: NodeJS.Timeout[] = [];

  async function look(): Promise<void> {
    if (looking || present.size === 0) return;
    looking = true;
    try {
      for (let found = batch; found === batch; ) {
        const events = await eventsAfter(store, { after: seen, limit: batch });
        for (const event of events) {
          seen = event.id;
          for (const ear of present) hear(ear, event);
        }
        found = events.length;
      }
    } catch (error) {
      log.warn({ err: error }, 'events could not be read; trying again');
    } finally {
      looking = false;
    }
  }

  function hear(ear: Ear, event: JobEvent): void {
    if (event.id <= ear.position || (ear.job !== undefined && ear.job !== event.jobId)) return;
    const { stream } = ear;
    stream.write(textOf(event));
    ear.position = event.id;
    if (stream.writableLength + stream.readableLength > unreadLimit) {
      log.info({ unread: stream.writableLength }, 'a listener that does not read is cut off');
      stream.destroy();
    } else if (ear.job !== undefined && lastKinds.has(event.kind)) stream.end();
  }

  async function tellPast(ear: Ear): Promise<void> {
    const { stream } = ear;
    for (;;) {
      const mark = seen;
      const events = await eventsAfter(store, { after: ear.position, job: ear.job, limit: batch });
      for (const event of events) {
        hear(ear, event);
        if (stream.writableEnded || stream.destroyed) return;
        if (stream.writableNeedDrain) await once(stream, 'drain', { signal: AbortSignal.timeout(patience) });
      }
      // Nothing was told to the others meanwhile that this one has not read itself.
      if (events.length < batch && seen === mark) {
        present.add(ear);
        return;
      }
    }
  }

  async function begin(ear: Ear): Promise<void> {
    try {
      // Nobody looked while nobody listened.
      if (present.size === 0 && !looking) seen = await lastEventId(store);
      await tellPast(ear);
    } catch (error) {
      if (!ear.stream.destroyed) log.info({ err: error }, 'a listener could not be told the past');
      ear.stream.destroy();
    }
  }

  function start(): void {
    if (timers.length > 0) return;
    timers = [
      setInterval(look, lookEvery).unref(),
      setInterval(() => {
        for (const { stream } of all) stream.write(': còn nghe\n\n');
      }, heartbeatEvery).unref(),
    ];
  }

  function stop(): void {
    for (const timer of timers) clearInterval(timer);
    timers = [];
  }

  return {
    listen(after, job) {
      const stream = new PassThrough();
      const ear = { stream, job, position: after };
      all.add(ear);
      stream.once('close', () => {
        all.delete(ear);
        present.delete(ear);
        if (all.size === 0) stop();
      });
      // So that the answer begins at once, and where to go on is known without an event.
      stream.write('retry: 3000\n\n');
      start();
      void begin(ear);
      return stream;
    },
    close() {
      stop();
      for (const { stream } of all) stream.end();
    },
  };
}

function textOf({ id, jobId, at, kind, data }: JobEvent): string {
  // JSON has no line breaks of its own, which would end the field.
  return `id: ${id}\nevent: ${kind.replace(/[\r\n]/g, '')}\ndata: ${JSON.stringify({ jobId, at, ...data })}\n\n`;
}
