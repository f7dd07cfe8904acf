import PQueue from 'p-queue';
import type { Logger } from 'pino';
import type { Configuration } from '../config/configuration.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Store } from '../store/core/contract.ts';
import { ChildEnded, doneByChild, tooMuch } from './child/child.ts';
import type { Answer, Deed, ErrandName, Given, Look } from './child/errands.ts';
import { type ChildLimits, keeping, readingLimits } from './child/messages.ts';

type ImportErrand = Given<'import-review'>;

/** Where a serving process has people's files and definition folders read: never in itself. */
export interface Reader {
  /**
   * Takes a place in the queue for an upload of at most `bytes`; `receive` takes it from its sender while it waits.
   * The answer is as of the errand.
   *
   * @throws Refusal `reading-full` before anything is received; `file-too-heavy` where nothing was kept,
   * `reading-broken-off` where that may be otherwise.
   * @param gone Aborted: nobody waits for the answer any more; what is being kept is kept all the same.
   */
  importReview(bytes: number, receive: () => Promise<ImportErrand>, gone: AbortSignal): Promise<Uint8Array>;
  /** However many ask at once, the folders are read once. */
  definitions(): Promise<Answer<'definitions'>>;
  checklist(procedure: string, agency: string, gone: AbortSignal): Promise<Answer<'checklist'>>;
  /** Has something looked up that takes more than a moment. */
  look<Name extends Look>(name: Name, given: Given<Name>, gone: AbortSignal): Promise<Answer<Name>>;
  /** Has something written that is read long for before. Nobody breaks it off but the end of the service. */
  deed<Name extends Deed>(name: Name, given: Given<Name>): Promise<Answer<Name>>;
  /** Reads no more: what waits or is being read is broken off, but for what is being kept. */
  stop(): void;
}

export interface ReaderSettings {
  /** The program's main module. */
  program: string;
  configuration(): Configuration;
  store: Store;
  log: Logger;
  limits?: ChildLimits;
}

/** Uploads that may wait, and bytes of all of them: they are in the memory of the serving process meanwhile. */
const waitingUploads = 10;
const waitingBytes = 64 * 1024 * 1024;
const waitingLooks = 20;
/** What a reading usually takes, for whoever is to come again. */
const usualSeconds = 5;

/** One child at a time reads uploads, another one definitions: nobody who looks keeps those waiting who hand in. */
export function openReader(settings: ReaderSettings): Reader {
  const { program, configuration, store, log, limits = readingLimits } = settings;
  const uploads = new PQueue({ concurrency: 1 });
  const looks = new PQueue({ concurrency: 1 });
  let uploaded = { files: 0, bytes: 0 };
  const stopping = new AbortController();
  let reading: Promise<Answer<'definitions'>> | undefined;

  async function errand<Name extends ErrandName>(
    name: Name,
    given: Given<Name>,
    signal: AbortSignal,
    told?: (word: unknown) => void,
  ): Promise<Answer<Name>> {
    const answer = await doneByChild(['work', '--errand', name], given, {
      ...{ program, log, limits, configuration: configuration(), signal },
      ...(told && { told }),
    });
    return answer as Answer<Name>;
  }

  async function look<Name extends Look | Deed>(
    name: Name,
    given: Given<Name>,
    signal: AbortSignal,
  ): Promise<Answer<Name>> {
    if (looks.size >= waitingLooks) throw placesFull(looks.size);
    try {
      return (await looks.add(() => errand(name, given, signal))) as Answer<Name>;
    } catch (error) {
      if (!(error instanceof ChildEnded)) throw error;
      const ofPeople = name === 'definitions' || name === 'checklist' || name === 'readiness';
      const heavy = ofPeople ? tooMuch(error, limits) : undefined;
      if (heavy) throw new Refusal('definitions-too-heavy', heavy);
      const maybeKept = name === 'hold-session' || name === 'open-round';
      throw new Refusal('errand-broken-off', { maybeKept });
    }
  }

  async function read(given: ImportErrand, gone: AbortSignal): Promise<Uint8Array> {
    let kept = false;
    const end = new AbortController();
    const signal = AbortSignal.any([gone, stopping.signal]);
    const breakOff = () => {
      if (!kept) end.abort();
    };
    signal.addEventListener('abort', breakOff);
    if (signal.aborted) breakOff();
    try {
      return await errand('import-review', given, end.signal, word => {
        kept ||= word === keeping;
      });
    } catch (error) {
      if (!(error instanceof ChildEnded)) throw error;
      const heavy = kept ? undefined : tooMuch(error, limits);
      throw heavy
        ? new Refusal('file-too-heavy', heavy)
        : new Refusal('reading-broken-off', { maybeKept: kept });
    } finally {
      signal.removeEventListener('abort', breakOff);
    }
  }

  return {
    async importReview(bytes, receive, gone) {
      if (uploaded.files > waitingUploads || (uploaded.files > 0 && uploaded.bytes + bytes > waitingBytes))
        throw placesFull(uploaded.files);
      uploaded = { files: uploaded.files + 1, bytes: uploaded.bytes + bytes };
      try {
        const given = await receive();
        return await uploads.add(() => read(given, gone));
      } finally {
        uploaded = { files: uploaded.files - 1, bytes: uploaded.bytes - bytes };
      }
    },
    definitions() {
      reading ??= look('definitions', null, stopping.signal).finally(() => {
        reading = undefined;
      });
      return reading;
    },
    async checklist(procedure, agency, gone) {
      const now = configuration();
      const { isDefined } = await import('../definitions/load.ts');
      const { checklistFor } = await import('../runs/readiness.ts');
      // Nothing of people's to read: most procedures have no definition.
      if (!(await isDefined(now.services, procedure))) return checklistFor(store, now, procedure, agency);
      return look('checklist', { procedure, agency }, AbortSignal.any([gone, stopping.signal]));
    },
    look: (name, given, gone) => look(name, given, AbortSignal.any([gone, stopping.signal])),
    deed: (name, given) => look(name, given, stopping.signal),
    stop: () => stopping.abort(),
  };
}

/** So many wait that no place is left. */
export function placesFull(waiting: number): Refusal {
  return new Refusal('reading-full', { waiting, retryAfterSeconds: usualSeconds * Math.max(1, waiting) });
}
