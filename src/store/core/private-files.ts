import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StoreSettings } from './contract.ts';
import { makeFolder } from './make-folder.ts';

/** Whoever reads these files reads all the store knows, who decided what and hashes of keys included. */
export const ownerOnly = 0o600;
const othersMask = 0o077;

/**
 * Makes the file of a store, and its folder, for their owner alone; what is there already is left as it is. SQLite
 * gives the files it makes beside it the same permissions.
 */
export function makePrivateFile(file: string): void {
  makeFolder(dirname(file));
  // What stands in its place, and may not be written or is no file, SQLite says better than we.
  if (!existsSync(file)) closeSync(openSync(file, 'a', ownerOnly));
}

/**
 * Files and folders of a store that others on this machine may read or write, with what they may. Nobody changes that
 * but their owner: it may be meant.
 */
export function openToOthers(settings: StoreSettings): { path: string; mode: string; wanted: string }[] {
  if (settings.driver !== 'sqlite' || settings.file === ':memory:' || process.platform === 'win32') return [];
  const { file } = settings;
  return [dirname(file), file, `${file}-wal`, `${file}-shm`].flatMap(path => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found || (found.mode & othersMask) === 0) return [];
    const wanted = found.isDirectory() ? '700' : '600';
    return [{ path, mode: (found.mode & 0o777).toString(8), wanted }];
  });
}
