import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Configuration } from '../config/configuration.ts';
import { Refusal } from '../domain/refusal.ts';
import { leadsOut, liesInside } from '../reading/inside.ts';
import { isPartName, replacing } from './files.ts';
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
 * All are written whole beside it and then take their places. A process that is killed before that leaves what was there;
 * one killed meanwhile leaves the place they come from, and nobody takes what lies there for a definition.
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
  const ours = Object.entries(files).filter(([name]) => isOurs(name));
  const there = force ? undefined : (await readdir(folder)).find(name => ours.some(([one]) => one === name));
  if (there !== undefined) throw new Refusal('definition-there', { file: join(folder, there) });
  const from = join(folder, replacing);
  const unfinished = `${from}.part`;
  for (const left of [unfinished, from]) await rm(left, { recursive: true, force: true });
  try {
    await mkdir(unfinished);
    for (const [name, text] of ours) await writeFile(join(unfinished, name), text, { flag: 'wx' });
    await rename(unfinished, from);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
  if (force) written.removed = await removeOthers(folder, files, isOurs);
  for (const [name] of ours) {
    // A link in its place is replaced, never written through.
    await rename(join(from, name), join(folder, name));
    written.files.push(join(folder, name));
  }
  await rm(from, { recursive: true });
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
