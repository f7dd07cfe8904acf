import { readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Configuration } from '../config/configuration.ts';
import { isPartName } from '../definitions/files.ts';
import { folderName } from '../definitions/source.ts';
import { leadsOut, liesInside } from '../reading/inside.ts';
import { makeFolder } from '../report/staged-file.ts';
import { exists } from './common-words.ts';
import { UsageError } from './exit.ts';
import { note, shownPath } from './output.ts';
import { unwritable } from './unwritable.ts';

/** Folder of a procedure's definition, and the way from there to the schemas beside the configuration. */
export function definitionPlace(
  { services, file }: Configuration,
  code: string,
): { folder: string; schemas: string } {
  const folder = join(services, code);
  return { folder, schemas: relative(folder, dirname(file)).replaceAll('\\', '/') };
}

/**
 * Writes the files of one definition; their paths. Existing files are left alone without `force`, and then none is
 * written. With it, e-forms and workflows the new definition does not have go: they would still be part of it. Files
 * of the kinds in `stays` (`eform`, `workflow`) are left as they are.
 */
export async function writeDefinition(
  folder: string,
  files: Readonly<Record<string, string>>,
  { force, stays = [] }: { force: boolean; stays?: readonly string[] },
): Promise<string[]> {
  const written: string[] = [];
  const isOurs = (name: string) => !stays.some(kind => name.startsWith(`${kind}.`));
  try {
    // Reviewed like code: whoever may read the folder above may read it.
    makeFolder(folder, 0o777);
    if (!(await liesInside(dirname(folder), folder)))
      throw new UsageError({
        vi: `${shownPath(folder)} ${leadsOut(folderName)}.`,
        en: `${shownPath(folder)} is a link out of ${folderName}; copy the files there.`,
      });
    if (force) await removeOthers(folder, files, isOurs);
    for (const [name, text] of Object.entries(files)) {
      if (!isOurs(name)) continue;
      const path = join(folder, name);
      // A link in its place is replaced, never written through.
      if (force) await rm(path, { force: true });
      await writeFile(path, text, { flag: 'wx' });
      written.push(path);
    }
  } catch (error) {
    const { code, path = folder } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new UsageError(exists(shownPath(path)));
    throw unwritable(shownPath(path), error);
  }
  return written;
}

async function removeOthers(
  folder: string,
  files: Readonly<Record<string, string>>,
  isOurs: (name: string) => boolean,
): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!isPartName(name) || !isOurs(name) || Object.hasOwn(files, name)) continue;
    await rm(join(folder, name));
    note(`đã xóa ${shownPath(join(folder, name))}, không còn thuộc cấu hình này`);
  }
}
