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

interface Ear {
  stream: PassThrough;
  job: string | undefined;
  /** Id of the last event told. */
  position: number;
  /** The same at the look before. */
  before: number;
  /** Hears what the common look finds; otherwise it is being told the past, as fast as it takes it. */
  present: boolean;
}

const lastKinds = new Set(['done', 'failed', 'cancelled']);

export function createEventHub({ store, log }: { store: Store; log: Pick<Log, 'info' | 'warn'> }): EventHub {
  const ears = new Set<Ear>();
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
    if (looking || ears.size === 0) return;
    looking = true;
    try {
      await ready();
      for (let found = batch; found === batch; ) {
        const events = await eventsAfter(store, { after: seen, limit: batch });
        for (const event of events) {
          seen = event.id;
          for (const ear of ears) if (ear.present) hear(ear, event);
        }
        found = events.length;
        // Those who do read must get their turn in between.
        await nextTurn();
      }
      for (const ear of ears) {
        const stuck = ear.stream.writableNeedDrain && ear.position === ear.before;
        if (stuck && seen - ear.position > farBehind) cutOff(ear);
        ear.before = ear.position;
      }
      failing = false;
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'events could not be read; trying again');
      failing = true;
    } finally {
      looking = false;
    }
  }

  function hear(ear: Ear, event: JobEvent): void {
    const { stream } = ear;
    if (stream.writableEnded || event.id <= ear.position) return;
    if (ear.job !== undefined && ear.job !== event.jobId) return;
    stream.write(textOf(event));
    ear.position = event.id;
    if (ear.job !== undefined && lastKinds.has(event.kind)) stream.end();
    else if (ear.present && stream.writableNeedDrain) {
      // Not more than this is kept for anybody: the rest waits in the store.
      ear.present = false;
      void tellPast(ear);
    }
  }

  function cutOff(ear: Ear): void {
    if (ear.stream.destroyed) return;
    log.info({ behind: seen - ear.position }, 'a listener that does not read is cut off');
    ear.stream.destroy();
  }

  async function tellPast(ear: Ear): Promise<void> {
    const { stream } = ear;
    try {
      await ready();
      for (;;) {
        const mark = seen;
        const events = await eventsAfter(store, { after: ear.position, job: ear.job, limit: batch });
        for (const event of events) {
          if (stream.writableNeedDrain)
            await once(stream, 'drain', { signal: AbortSignal.timeout(patience) });
          hear(ear, event);
          if (stream.writableEnded || stream.destroyed) return;
        }
        // Nothing was told to the others meanwhile that this one has not read itself.
        ear.present = events.length < batch && seen === mark;
        if (ear.present) return;
      }
    } catch (error) {
      if (stream.destroyed) return;
      if (stream.writableNeedDrain) return cutOff(ear);
      log.warn({ err: error }, 'events could not be read; a listener has to come back');
      stream.destroy();
    }
  }

  function start(): void {
    if (timers.length > 0) return;
    timers = [
      setInterval(look, lookEvery).unref(),
      setInterval(() => {
        for (const { stream } of ears)
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
      const ear = { stream, job, position: after, before: after, present: false };
      ears.add(ear);
      stream.once('close', () => {
        ears.delete(ear);
        if (ears.size === 0) stop();
      });
      // So that the answer begins at once, and says how soon to come back.
      stream.write('retry: 3000\n\n');
      start();
      void tellPast(ear);
      return stream;
    },
    close() {
      stop();
      for (const { stream } of ears) stream.end();
    },
  };
}

function textOf({ id, jobId, at, kind, data }: JobEvent): string {
  // JSON has no line breaks of its own, which would end the field.
  return `id: ${id}\nevent: ${kind.replace(/[\r\n]/g, '')}\ndata: ${JSON.stringify({ jobId, at, ...data })}\n\n`;
}
