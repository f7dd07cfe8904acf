import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { Configuration } from '../../config/configuration.ts';
import { takenOver } from '../../config/hand-over.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { createLog } from '../../runs/log.ts';
import { ClaimLost } from '../../store/claims.ts';
import { StoreError } from '../../store/store-error.ts';
import type { Errand, LastWord, Said } from './messages.ts';

/** A child at its errand. */
export interface AtErrand {
  configuration: Configuration;
  log: Logger;
  given: unknown;
  tell(word: unknown): void;
}

/** Larger answers than this are nothing anybody reads, and our parent holds them in memory. */
const largestAnswer = 64 * 1024 * 1024;

/** The child's whole life: takes the errand, does it, says what came of it and is gone. Without its parent it is nothing. */
export async function doErrand(work: (at: AtErrand) => Promise<unknown>): Promise<void> {
  endWithParent();
  // Ctrl-C reaches the whole group of the terminal; whether anything ends is for the parent to say.
  process.on('SIGINT', () => {});
  const [errand] = (await once(process, 'message')) as [Errand];
  const configuration = takenOver(errand.configuration);
  const log = createLog(configuration.secrets, errand.logLevel);
  const tell = (word: unknown) => void process.send!({ told: word } satisfies Said);
  await say(await saidOf(work({ configuration, log, given: errand.given, tell })));
  process.exit();
}

async function saidOf(work: Promise<unknown>): Promise<LastWord> {
  try {
    const answer = await work;
    if (answer instanceof Uint8Array && answer.byteLength > largestAnswer)
      throw new Error(`an answer of ${answer.byteLength} bytes, more than ${largestAnswer}`);
    return { answer };
  } catch (error) {
    if (error instanceof ClaimLost) return { failed: { message: error.params.claim, kind: 'lost' } };
    if (isRefusal(error)) return { refused: { code: error.code, params: error.params } };
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const store = error instanceof StoreError && { kind: 'store' as const };
    return { failed: { message, ...(stack && { stack }), ...store } };
  }
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
