import { constants, existsSync } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import type { Log } from '../adapter/adapter.ts';
import type { RemoteAsking, Store } from '../app/context.ts';
import { type Concern, withStore as withOpenStore } from '../app/open.ts';
import { findRun, lastRun, type RunRow } from '../app/queries/runs.ts';
import type { Configuration } from '../config/configuration.ts';
import { loadConfiguration } from '../config/load.ts';
import { readingProblem } from '../config/yaml-source.ts';
import type { Words } from '../domain/language.ts';
import { limits, megabytes } from '../reading/limits.ts';
import { type Names, namesOf } from '../report/names.ts';
import { type Answer, tell } from './answer.ts';
import { noRunYet } from './common-words.ts';
import { exitCodes, UsageError } from './exit.ts';
import { said } from './language.ts';
import { note, shownPath } from './output.ts';
import { whyOf } from './refusal-hints.ts';
import { requireFolder } from './unwritable.ts';

export async function loadFrom(file: string): Promise<Configuration> {
  if (!existsSync(file)) {
    throw new UsageError({
      vi: `không thấy tệp cấu hình ${file}. Tạo tệp mẫu bằng "dvc-sync init" hoặc chỉ đường dẫn bằng --config.`,
      en: `there is no configuration file ${file}. Make a starter with "dvc-sync init", or say where it is with --config.`,
    });
  }
  return loadConfiguration(file, process.env);
}

/** What is a little too large is answered like any other file; what is far beyond is not even read. @throws UsageError */
export async function requireFiles(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const about = await stat(path).catch(error => unread(path, error));
    if (about.isDirectory()) unread(path, Object.assign(new Error(), { code: 'EISDIR' }));
    await access(path, constants.R_OK).catch(error => unread(path, error));
    if (about.size > 8 * limits.fileBytes)
      throw new UsageError({
        vi: `${path} lớn hơn mọi danh mục (cho phép ${megabytes(limits.fileBytes)}).`,
        en: `${path} is larger than any list is (${megabytes(limits.fileBytes)} are allowed).`,
      });
  }
}

export function bytesOf(path: string): Promise<Uint8Array> {
  return readFile(path).catch(error => unread(path, error));
}

function unread(path: string, error: NodeJS.ErrnoException): never {
  const { vi, en } = readingProblem(error);
  throw new UsageError({ vi: `không đọc được ${path}: ${vi}.`, en: `${path} could not be read: ${en}.` });
}

/** Opens the store for the length of `work`; what whoever uses it should hear of it is noted. */
export function withStore<T>(
  configuration: Configuration,
  work: (store: Store) => Promise<T>,
  { mayBegin = false }: { mayBegin?: boolean | undefined } = {},
): Promise<T> {
  return withOpenStore(configuration, work, {
    mayBegin,
    concern: one => note(`${said({ vi: 'Lưu ý', en: 'Note' })}: ${concernWords(one)}`),
  });
}

/** What a command that works on the store has at hand. */
export interface Desk {
  configuration: Configuration;
  store: Store;
  /** Whoever asks: whom `--as` names, where a command takes it. */
  asking: RemoteAsking;
  /** When it was asked: ISO 8601, UTC. */
  now: string;
  /** What codes are called. */
  names: Names;
  /** Aborted by Ctrl-C from when it is first asked for, where the command says what is told then (`stopped`). */
  readonly signal: AbortSignal;
}

export interface DeskOptions {
  config: string;
  as?: string;
  out?: string;
  json?: boolean;
}

/** What a command says beside what it does; see `Description`. */
interface How {
  into?: Words;
  stopped?: Words | string;
  mayBegin?: boolean;
}

/** Understands what is wanted before anything is made, does it, and tells what it comes to. */
export async function atStore<Wanted>(
  options: DeskOptions,
  { into, stopped, mayBegin }: How,
  check: (configuration: Configuration) => Promise<Wanted>,
  work: (desk: Desk, wanted: Wanted) => Promise<Answer | undefined>,
): Promise<void> {
  const configuration = await loadFrom(options.config);
  // A service asks in nobody's name: what it takes to tell names apart is not loaded for it.
  const { askingHere, personNamed } = await import('./person.ts');
  const who = personNamed(options.as);
  const wanted = await check(configuration);
  if (into && options.out) requireFolder(into, options.out);
  let interrupt: ReturnType<typeof interruptSignal> | undefined;
  try {
    await withStore(
      configuration,
      async store => {
        const asking = { ...askingHere(store, who), configuration, log: silent };
        const now = asking.now().toISOString();
        const names = namesOf(configuration.city);
        const desk: Desk = {
          ...{ configuration, store, asking, now, names },
          // Until there is something that has to be left in order, the process just ends.
          get signal() {
            if (stopped === undefined) return new AbortController().signal;
            interrupt ??= interruptSignal();
            return interrupt.signal;
          },
        };
        const answer = await work(desk, wanted);
        if (answer) await tell(answer, options, into, desk);
      },
      { mayBegin },
    );
  } catch (error) {
    if (!interrupt?.interrupted()) throw error;
    note(typeof stopped === 'string' ? stopped : said(stopped!));
    process.exitCode = exitCodes.interrupted;
  } finally {
    interrupt?.dispose();
  }
}

/** What adapters have to say while somebody watches what comes of it. */
export const silent: Log = { debug() {}, info() {}, warn() {} };

function concernWords(concern: Concern): string {
  switch (concern.what) {
    case 'open-to-others': {
      const path = shownPath(concern.path);
      return said({
        vi: `người khác trên máy này vào được ${path} (quyền ${concern.mode}); chỉ mình chủ thì: chmod ${concern.wanted} ${path}`,
        en: `others on this machine can get into ${path} (mode ${concern.mode}); for its owner alone: chmod ${concern.wanted} ${path}`,
      });
    }
    case 'trail-shorter':
      return said({
        vi: 'nhật ký kiểm tra ngắn hơn lúc ghi mốc trước; xem "dvc-sync audit verify".',
        en: 'the audit trail is shorter than when its last mark was written; see "dvc-sync audit verify".',
      });
    case 'not-anchored':
      return said({
        vi: `chưa ghi được mốc của nhật ký kiểm tra: ${whyOf(concern.error)}.`,
        en: `the mark of the audit trail could not be written: ${whyOf(concern.error)}.`,
      });
  }
}

/** The run that is named, else the last one; only one that came to an end. */
export async function finishedRun(store: Store, id: string | undefined): Promise<RunRow> {
  const run = id === undefined ? await lastRun(store) : await findRun(store, id);
  if (run?.summary) return run;
  throw new UsageError(
    id === undefined
      ? noRunYet
      : {
          vi: `không có lần chạy ${id} đã xong; xem "dvc-sync history".`,
          en: `no run ${id} has come to its end; see "dvc-sync history".`,
        },
  );
}

/** Aborted by Ctrl-C or SIGTERM once; a second one ends the process at once. */
export function interruptSignal(): { signal: AbortSignal; interrupted: () => boolean; dispose: () => void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    interrupted: () => controller.signal.aborted,
    dispose: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
