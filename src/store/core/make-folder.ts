import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

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
