import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import PQueue from 'p-queue';
import { Refusal } from '../domain/refusal.ts';
import { ChildEnded, doneByChild, tooMuch } from './child/child.ts';
import { paperLimits } from './child/messages.ts';
import type { WantedPaper } from './child/papers.ts';
import { placesFull, type ReaderSettings } from './reader.ts';

/** A paper or report that is made, whole. */
export interface MadePaper {
  /** Its name, for whoever keeps it. */
  file: string;
  bytes: number;
  /** To be read to its end or destroyed: until then it takes room on the disk. */
  content: Readable;
}

/** Where a serving process has papers and reports made: never in itself. */
export interface PaperMaker {
  /**
   * @param gone Aborted: nobody waits for it any more.
   * @throws Refusal as whatever makes it, or since it is too much, or too many wait.
   */
  make(wanted: WantedPaper, gone: AbortSignal): Promise<MadePaper>;
  /** Makes no more: what waits or is being made is broken off. */
  stop(): void;
}

const waitingPapers = 20;

/** One child at a time makes papers: two would only make each other slower, and everything else. */
export function openPaperMaker(settings: ReaderSettings): PaperMaker {
  const { program, configuration, log, limits = paperLimits } = settings;
  const making = new PQueue({ concurrency: 1 });
  const stopping = new AbortController();

  async function made(wanted: WantedPaper, signal: AbortSignal): Promise<MadePaper> {
    const now = configuration();
    const kept = await nameless(now.dataDir);
    try {
      const file = await doneByChild(['work', '--errand', 'paper'], wanted, {
        ...{ program, log, limits, configuration: now, signal, output: kept.fd },
      });
      const { size: bytes } = await kept.stat();
      return { file: file as string, bytes, content: kept.createReadStream({ start: 0 }) };
    } catch (error) {
      await kept.close();
      if (!(error instanceof ChildEnded)) throw error;
      const heavy = tooMuch(error, limits);
      throw heavy ? new Refusal('paper-too-heavy', heavy) : new Refusal('paper-broken-off', {});
    }
  }

  return {
    async make(wanted, gone) {
      if (making.size >= waitingPapers) throw placesFull(making.size);
      const signal = AbortSignal.any([gone, stopping.signal]);
      return making.add(() => made(wanted, signal));
    },
    stop: () => stopping.abort(),
  };
}

/** A file that is gone with whoever has it open, so that no end of any process leaves it behind. */
async function nameless(folder: string): Promise<FileHandle> {
  const path = join(folder, `.paper-${randomUUID()}`);
  const handle = await open(path, 'wx+', 0o600);
  await unlink(path);
  return handle;
}
