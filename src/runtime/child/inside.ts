import { serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { Configuration } from '../../config/configuration.ts';
import { takenOver } from '../../config/hand-over.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { createLog } from '../../runs/log.ts';
import { StoreError } from '../../store/core/store-error.ts';
import { ClaimLost } from '../../store/work/claims.ts';
import { type Errand, endWord, type LastWord, type Said } from './messages.ts';

/** A child at its errand. */
export interface AtErrand {
  configuration: Configuration;
  log: Logger;
  given: unknown;
  /** Aborted: the parent wants it to end at the next safe point, and kills it if that takes too long. */
  signal: AbortSignal;
  /** All is open that it works with: from now on its time is counted. */
  begun(): void;
  tell(word: unknown): void;
}

/** Larger answers than this are nothing anybody reads, and our parent holds them in memory. */
const largestAnswer = 64 * 1024 * 1024;
const longestMessage = 20_000;

/** The child's whole life: takes the errand, does it, says what came of it and is gone. Without its parent it is nothing. */
export async function doErrand(work: (at: AtErrand) => Promise<unknown>): Promise<void> {
  endWithParent();
  // Terminals and service managers signal the whole group; whether anything ends is for the parent to say.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  const end = new AbortController();
  const errand = await new Promise<Errand>(done => {
    process.on('message', (message: Errand | typeof endWord) => {
      if (message === endWord) end.abort();
      else done(message);
    });
  });
  const configuration = takenOver(errand.configuration);
  const log = createLog(configuration.secrets, errand.logLevel);
  const tell = (word: unknown) => void process.send!({ told: word } satisfies Said);
  const begun = () => void process.send!({ begun: true } satisfies Said);
  const at = { configuration, log, given: errand.given, signal: end.signal, begun, tell };
  await say(await saidOf(work(at)));
  process.exit();
}

async function saidOf(work: Promise<unknown>): Promise<LastWord> {
  try {
    return sayable({ answer: await work });
  } catch (error) {
    if (!isRefusal(error)) return failureOf(error);
    try {
      return sayable({ refused: { code: error.code, params: error.params } });
    } catch (unsayable) {
      return failureOf(unsayable);
    }
  }
}

/** @throws where it is too large, or nothing that can be sent. */
function sayable(said: LastWord): LastWord {
  const bytes = serialize(said).byteLength;
  if (bytes > largestAnswer) throw new Error(`an answer of ${bytes} bytes, more than ${largestAnswer}`);
  return said;
}

function failureOf(error: unknown): LastWord {
  if (error instanceof ClaimLost) return { failed: { message: error.params.claim, lost: true } };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const store = error instanceof StoreError && { words: error.words };
  const short = (text: string) => text.slice(0, longestMessage);
  return { failed: { message: short(message), ...(stack && { stack: short(stack) }), ...store } };
}

function say(said: LastWord): Promise<void> {
  return new Promise((done, fail) => process.send!(said, error => (error ? fail(error) : done())));
}

/** Also in the middle of work that lets nothing else run, which a thread of its own notices. */
function endWithParent(): void {
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  const watch = `
    const { workerData } = require('node:worker_threads');
    setInterval(() => { if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL'); }, 500);`;
  new Worker(watch, { eval: true, workerData: process.ppid, execArgv: [] }).unref();
}
