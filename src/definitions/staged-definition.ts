import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../domain/refusal.ts';
import { leadsOut, liesInside } from '../reading/inside.ts';
import { Unreadable } from './problem.ts';
import { folderName } from './source.ts';

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
