import { mkdir, open, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
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
 * Writes the files of one definition. Without `force` its folder must not be there yet: whoever makes it has it for
 * himself. With it, e-forms and workflows the new definition does not have go: they would still be part of it. Files of
 * the kinds in `stays` (`eform`, `workflow`) are left as they are.
 *
 * What replaces others is written whole beside them and then takes their places. A process that is killed before that
 * leaves what was there; one killed meanwhile leaves the place they come from, and nobody takes what lies there for a
 * definition.
 *
 * @throws Refusal where it is there, or was replaced in part only; Unreadable where the folder leads elsewhere or a folder stands in a file's place;
 * what the file system says.
 */
export async function writeDefinition(
  folder: string,
  files: Readonly<Record<string, string>>,
  { force, stays = [] }: { force: boolean; stays?: readonly string[] },
): Promise<WrittenDefinition> {
  if (!force) return { files: await writeNew(folder, files), removed: [] };
  const written: WrittenDefinition = { files: [], removed: [] };
  const isOurs = (name: string) => !stays.some(kind => name.startsWith(`${kind}.`));
  // Reviewed like code: whoever may read the folder above may read it.
  await mkdir(folder, { recursive: true });
  if (!(await liesInside(dirname(folder), folder))) throw new Unreadable(leadsOut(folderName));
  const ours = Object.entries(files).filter(([name]) => isOurs(name));
  const others = await readdir(folder, { withFileTypes: true });
  const inTheWay = others.find(
    each =>
      each.isDirectory() && isOurs(each.name) && (isPartName(each.name) || Object.hasOwn(files, each.name)),
  );
  if (inTheWay)
    throw new Unreadable(
      `${join(folder, inTheWay.name)} là thư mục, ở đúng chỗ của một tệp định nghĩa; chuyển đi rồi làm lại`,
    );
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
  try {
    for (const name of await readdir(folder)) {
      if (!isPartName(name) || !isOurs(name) || Object.hasOwn(files, name)) continue;
      await rm(join(folder, name));
      written.removed.push(join(folder, name));
    }
    for (const [name] of ours) {
      // A link in its place is replaced, never written through.
      await rename(join(from, name), join(folder, name));
      written.files.push(join(folder, name));
    }
    await rm(from, { recursive: true });
  } catch (error) {
    const { code: why } = error as NodeJS.ErrnoException;
    if (why === undefined) throw error;
    const names = ours.map(([name]) => name);
    const [replaced, waiting] = [names.slice(0, written.files.length), names.slice(written.files.length)];
    throw new Refusal('definition-half-replaced', { folder, replaced, waiting, why });
  }
  return written;
}

/** Where it fails nothing stays but what somebody else has put there meanwhile. */
async function writeNew(folder: string, texts: Readonly<Record<string, string>>): Promise<string[]> {
  const thereIs = (file: string) => (error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new Refusal('definition-there', { file }) : error;
  };
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder).catch(thereIs(folder));
  const unfinished = join(folder, replacing);
  const files: string[] = [];
  try {
    await mkdir(unfinished);
    for (const [name, text] of Object.entries(texts)) {
      const path = join(folder, name);
      const file = await open(path, 'wx').catch(thereIs(path));
      files.push(path);
      await file.writeFile(text).finally(() => file.close());
    }
    await rm(unfinished, { recursive: true, force: true });
    return files;
  } catch (error) {
    for (const file of [...files, unfinished]) await rm(file, { recursive: true, force: true });
    if ((await readdir(folder)).length === 0) await rmdir(folder);
    throw error;
  }
}

/** No name of a procedure, so that nobody takes what lies there for a definition. */
const waitingRoom = '.adopting';

/**
 * Files of a definition that is not there yet: it comes whole or, where the process is killed, not at all. Until then it
 * can be loaded from its folder like any definition.
 */
export async function stageDefinition(
  services: string,
  code: string,
  files: Readonly<Record<string, string>>,
) {
  const folder = join(services, waitingRoom, code);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  if (!(await liesInside(services, folder))) throw new Unreadable(leadsOut(folderName));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text, { flag: 'wx' });
  return {
    folder,
    /** @throws Refusal where somebody else has made one meanwhile. */
    publish: () =>
      rename(folder, join(services, code)).catch((error: NodeJS.ErrnoException) => {
        const there = ['EEXIST', 'ENOTEMPTY', 'ENOTDIR'].includes(error.code ?? '');
        throw there ? new Refusal('definition-there', { file: join(services, code) }) : error;
      }),
    discard: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What a killed process has left there, and the place itself. */
export function clearStaged(services: string): Promise<void> {
  return rm(join(services, waitingRoom), { recursive: true, force: true });
}
