import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Command } from 'commander';
import type { Configuration } from '../config/configuration.ts';
import { loadConfiguration } from '../config/load.ts';
import { anchorGrowth } from '../runs/audit-heads.ts';
import { trailHead } from '../store/audit.ts';
import type { RunRow, Store } from '../store/contract.ts';
import { openStore, storeFailure } from '../store/open.ts';
import { openToOthers } from '../store/private-files.ts';
import { findRun, lastRun } from '../store/runs.ts';
import { UsageError } from './exit.ts';
import { note, shownPath } from './output.ts';

const defaultFile = 'dvc-sync.yaml';

export function withConfig(command: Command): Command {
  return command.option('-c, --config <tệp>', 'tệp cấu hình YAML', defaultFile);
}

export function withJson(command: Command): Command {
  return command.option('--json', 'in một tài liệu JSON ra stdout');
}

export async function loadFrom(file: string): Promise<Configuration> {
  if (!existsSync(file)) {
    throw new UsageError(
      `không thấy tệp cấu hình ${file}. Tạo tệp mẫu bằng "dvc-sync init" hoặc chỉ đường dẫn bằng --config.`,
    );
  }
  return loadConfiguration(file, process.env);
}

/**
 * Opens the store for the length of `work` and closes it whatever happens.
 *
 * @param mayBegin Also where a store was before and is none now.
 */
export async function withStore<T>(
  configuration: Configuration,
  work: (store: Store) => Promise<T>,
  { mayBegin = false }: { mayBegin?: boolean } = {},
): Promise<T> {
  const { file } = configuration;
  const marks = [join(dirname(file), `.${basename(file)}.stores`)];
  const store = await openStore(configuration.store, { marks, mayBegin });
  for (const { path, mode, wanted } of openToOthers(configuration.store))
    note(
      `Lưu ý: người khác trên máy này vào được ${shownPath(path)} (quyền ${mode}); chỉ mình chủ thì: chmod ${wanted} ${shownPath(path)}`,
    );
  let before: { entries: number } | undefined;
  try {
    before = await trailHead(store);
    return await work(store);
  } catch (error) {
    throw storeFailure(configuration.store, error) ?? error;
  } finally {
    if (before) await anchored(store, configuration, before);
    await store.close();
  }
}

/** What a command has written into the audit trail, it proves: an installation may have no service that does. */
async function anchored(store: Store, place: Configuration, before: { entries: number }): Promise<void> {
  try {
    if (!(await anchorGrowth(store, place, before, new Date().toISOString())))
      note('Lưu ý: nhật ký kiểm tra ngắn hơn lúc ghi mốc trước; xem "dvc-sync audit verify".');
  } catch (error) {
    // What the command was for has come out as it has.
    note(
      `Lưu ý: chưa ghi được mốc của nhật ký kiểm tra: ${(storeFailure(place.store, error) ?? (error as Error)).message}.`,
    );
  }
}

/** The run that is named, else the last one; only one that came to an end. */
export async function finishedRun(store: Store, id: string | undefined): Promise<RunRow> {
  const run = id === undefined ? await lastRun(store) : await findRun(store, id);
  if (run?.summary) return run;
  throw new UsageError(
    id === undefined
      ? 'chưa có lần chạy nào xong; chạy "dvc-sync run" trước.'
      : `không có lần chạy ${id} đã xong; xem "dvc-sync history".`,
  );
}

/** Aborted by Ctrl-C or SIGTERM once; a second one ends the process at once. */
export function interruptSignal(): { signal: AbortSignal; interrupted: () => boolean; dispose: () => void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
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
