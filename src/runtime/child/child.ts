import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import pino, { type Logger } from 'pino';
import type { Configuration } from '../../config/configuration.ts';
import { handedOver } from '../../config/hand-over.ts';
import { Refusal } from '../../domain/refusal.ts';
import { StoreError } from '../../store/core/store-error.ts';
import { ClaimLost } from '../../store/work/claims.ts';
import { type ChildLimits, type Errand, endWord, type LastWord, type Said } from './messages.ts';

/** Why a child came to no answer of its own. */
export type EndedBy = 'time' | 'memory' | 'stop' | 'death';

/** The child is gone and has not said what came of its errand. */
export class ChildEnded extends Error {
  readonly by: EndedBy;
  constructor(by: EndedBy, how: string) {
    super(`the child process ended without an answer (${by}: ${how})`);
    this.name = 'ChildEnded';
    this.by = by;
  }
}

/** What it took more of than it may; undefined where it ended for another reason. */
export function tooMuch({ by }: ChildEnded, { seconds, residentMegabytes: megabytes }: ChildLimits) {
  return by === 'time' || by === 'memory' ? { by, seconds, megabytes } : undefined;
}

export interface ChildSettings {
  /** The program's main module, started once more. */
  program: string;
  /** The one in force; the child works by this very one. */
  configuration: Configuration;
  log: Logger;
  limits: ChildLimits;
  /** Aborted: the child is asked to end, and made to after the grace. */
  signal?: AbortSignal;
  /** Between the word to end and SIGKILL. Default 2 s. */
  graceMs?: number;
  /** A word of the child on the way, in order. */
  told?(word: unknown): void;
  /** Descriptor of the file that its standard output is; else that is nothing. */
  output?: number;
}

/** How often the memory of a child is looked at. */
const watchEveryMs = 100;
const shortGraceMs = 2_000;
/** Longer than a busy store is waited for: a child that has not begun by then never will. */
const beginningMs = 180_000;
/** What is kept of what a child printed that is no line of the log, for when it dies. */
const lastWords = 2_000;

/**
 * Does an errand in a process of its own, with its limits held from outside, and answers what the child answered. What
 * the child logs is in the log of this process.
 *
 * @param args Of the command line: which errand it is, nothing that is nobody's business.
 * @throws Refusal, StoreError as the child did; ChildEnded where it did not come to an answer.
 */
export async function doneByChild(
  args: readonly string[],
  given: unknown,
  settings: ChildSettings,
): Promise<unknown> {
  const { configuration, log, limits, signal, graceMs = shortGraceMs, told } = settings;
  if (signal?.aborted) throw new ChildEnded('stop', 'not begun');
  const errand: Errand = { configuration: handedOver(configuration), logLevel: log.level, given };
  const child = await forked(args, settings).catch(error => {
    log.warn({ err: error }, 'a child process could not be started');
    throw new ChildEnded('death', `not started: ${error.message}`);
  });
  let endedBy: EndedBy | undefined;
  let force: NodeJS.Timeout | undefined;
  const end = (by: EndedBy) => {
    if (endedBy) return;
    endedBy = by;
    if (by === 'memory') return void child.kill('SIGKILL');
    // By word: a signal would be the same to it as one that is meant for the whole service.
    child.send(endWord, () => {});
    force = setTimeout(() => child.kill('SIGKILL'), by === 'stop' ? graceMs : shortGraceMs);
  };
  const stop = () => end('stop');
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  let overtime = setTimeout(() => end('death'), beginningMs);
  const watch = setInterval(() => {
    void residentMegabytes(child).then(megabytes => {
      if (megabytes !== undefined && megabytes > limits.residentMegabytes) end('memory');
    });
  }, watchEveryMs);
  const printed = retold(child, log);
  let said: LastWord | undefined;
  child.on('message', (message: Said) => {
    if ('told' in message) told?.(message.told);
    else if ('begun' in message) {
      clearTimeout(overtime);
      overtime = setTimeout(() => end('time'), limits.seconds * 1_000);
    } else said = message;
  });
  try {
    const how = await gone(child, errand);
    await printed.whole;
    if (said) return answerOf(said);
    if (!endedBy && how === 'SIGABRT') endedBy = 'memory';
    const by = endedBy ?? 'death';
    log.warn(
      { child: child.pid, by, how, printed: printed.rest() },
      'a child process ended without an answer',
    );
    throw new ChildEnded(by, how);
  } finally {
    signal?.removeEventListener('abort', stop);
    clearTimeout(overtime);
    clearTimeout(force);
    clearInterval(watch);
    // Whatever went wrong here, nobody else knows of it.
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  }
}

/**
 * Left alone, V8 lets garbage lie while memory is there to be had, up to several times of what is used, and pages with
 * little on them stay: collected early and moved together, a run holds half as much at its peak and takes no more time. None
 * of these is a limit: a larger city is held by `limits` alone.
 */
export const tidy = [
  '--memory-saver-mode',
  '--heap-growing-percent=30',
  // What lives for a batch is collected among the young, which begin with next to no room: three times the work.
  '--min-semi-space-size=8',
  '--max-semi-space-size=8',
  // Older ones end at a word they do not know.
  ...(Number.parseInt(process.versions.node, 10) >= 26 ? ['--compaction-max-evacuated-bytes-mb=64'] : []),
];

/** @throws where the system gives no process, which Node says in two ways. */
async function forked(args: readonly string[], { program, configuration, limits, output }: ChildSettings) {
  const child = fork(program, args, {
    execArgv: [...inherited(), `--max-old-space-size=${limits.heapMegabytes}`, ...tidy],
    serialization: 'advanced',
    // As `withStore` has it: what a reading puts aside lies on disk.
    env: { SQLITE_TMPDIR: configuration.dataDir, ...process.env },
    stdio: ['ignore', output ?? 'ignore', 'pipe', 'ipc'],
  });
  if (child.pid === undefined) throw (await once(child, 'error'))[0];
  return child;
}

/** As this process was started, but for what only one process at a time can have. */
function inherited(): string[] {
  return process.execArgv.filter(
    each =>
      !/^--(inspect|max-old-space-size|memory-saver|heap-growing|(min|max)-semi|compaction|cpu-prof|heap-prof)/.test(
        each,
      ),
  );
}

/** Hands the errand over and waits for the end; which signal or code it was. */
function gone(child: ChildProcess, errand: Errand): Promise<string> {
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.once('close', (code, killed) => done(killed ?? (code === 134 ? 'SIGABRT' : `code ${code}`)));
    // One that is gone already tells by its end.
    child.send(errand, () => {});
  });
}

function answerOf(said: LastWord): unknown {
  if ('answer' in said) return said.answer;
  if ('refused' in said) throw new Refusal(said.refused.code, said.refused.params as never);
  const { message, stack, lost, words } = said.failed;
  if (lost) throw new ClaimLost(message);
  const error = words ? new StoreError(words) : new Error(message);
  if (stack) error.stack = stack;
  throw error;
}

/** By Linux's own count; elsewhere only the heap has a limit. */
async function residentMegabytes({ pid }: ChildProcess): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024;
}

/** Lines of the child's log become lines of ours; what else it prints is kept for the case that it dies of it. */
function retold(child: ChildProcess, log: Logger): { whole: Promise<void>; rest(): string } {
  const lines = createInterface({ input: child.stderr!, crlfDelay: Number.POSITIVE_INFINITY });
  let rest = '';
  lines.on('line', line => {
    const logged = lineOf(line);
    if (!logged) rest = `${rest}${line}\n`.slice(-lastWords);
    else log[logged.level](logged.fields, logged.msg);
  });
  return { whole: new Promise(done => lines.once('close', done)), rest: () => rest };
}

function lineOf(line: string): { level: pino.Level; fields: object; msg: string } | undefined {
  try {
    const { level, time: _, msg, ...fields } = JSON.parse(line);
    const name = pino.levels.labels[level] as pino.Level | undefined;
    return name && { level: name, fields, msg: String(msg ?? '') };
  } catch {
    return undefined;
  }
}
