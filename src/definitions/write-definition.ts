import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Configuration } from '../config/configuration.ts';
import { Refusal } from '../domain/refusal.ts';
import { leadsOut, liesInside } from '../reading/inside.ts';
import { isPartName } from './files.ts';
import { Unreadable } from './problem.ts';
import { folderName } from './source.ts';

/** Folder of a procedure's definition, and the way from there to the schemas beside the configuration. */
export function definitionPlace(
  { services, file }: Pick<Configuration, 'services' | 'file'>,
  code: string,
): { folder: string; schemas: string } {
  const folder = join(services, code);
  return { folder, schemas: relative(folder, dirname(file)).replaceAll('\\', '/') };
}

export interface WrittenDefinition {
  /** Paths. */
  files: string[];
  /** Paths of files that are part of it no more. */
  removed: string[];
}

/**
 * Writes the files of one definition. Existing files are left alone without `force`, and then none is written. With it,
 * e-forms and workflows the new definition does not have go: they would still be part of it. Files of the kinds in
 * `stays` (`eform`, `workflow`) are left as they are.
 *
 * @throws Refusal where a file is there; Unreadable where the folder leads elsewhere; what the file system says.
 */
export async function writeDefinition(
  folder: string,
  files: Readonly<Record<string, string>>,
  { force, stays = [] }: { force: boolean; stays?: readonly string[] },
): Promise<WrittenDefinition> {
  const written: WrittenDefinition = { files: [], removed: [] };
  const isOurs = (name: string) => !stays.some(kind => name.startsWith(`${kind}.`));
  // Reviewed like code: whoever may read the folder above may read it.
  await mkdir(folder, { recursive: true });
  if (!(await liesInside(dirname(folder), folder))) throw new Unreadable(leadsOut(folderName));
  try {
    if (force) written.removed = await removeOthers(folder, files, isOurs);
    for (const [name, text] of Object.entries(files)) {
      if (!isOurs(name)) continue;
      const path = join(folder, name);
      // A link in its place is replaced, never written through.
      if (force) await rm(path, { force: true });
      await writeFile(path, text, { flag: 'wx' });
      written.files.push(path);
    }
  } catch (error) {
    const { code, path = folder } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new Refusal('definition-there', { file: path });
    throw error;
  }
  return written;
}

async function removeOthers(
  folder: string,
  files: Readonly<Record<string, string>>,
  isOurs: (name: string) => boolean,
): Promise<string[]> {
  const removed: string[] = [];
  for (const name of await readdir(folder)) {
    if (!isPartName(name) || !isOurs(name) || Object.hasOwn(files, name)) continue;
    await rm(join(folder, name));
    removed.push(join(folder, name));
  }
  return removed;
}
