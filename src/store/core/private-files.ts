import { closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StoreSettings } from './contract.ts';

/** Whoever reads these files reads all the store knows, who decided what and hashes of keys included. */
export const ownerOnly = 0o600;
const othersMask = 0o077;

/**
 * Makes a folder and whatever is missing above it, for its owner alone unless `mode` says otherwise: what we write tells
 * of people. One that is there already is left as it is. Node's own way to do
 * so never returns where the system says "no such folder" of one whose parent is there, as below `/proc`.
 *
 * @throws what the system says of the folder that could not be made.
 */
export function makeFolder(path: string, mode = 0o700): void {
  const parent = dirname(path);
  if (parent !== path && !existsSync(parent)) makeFolder(parent, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

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
