import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, readlink, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { numberWords } from '../domain/number-words.ts';
import { UnreadableFile } from './unreadable.ts';

/** Of those that cannot be read. */
export class FileTooLarge extends UnreadableFile {}

/**
 * The bytes of a file that lies in `root`, wherever its path leads: links inside the folder are as good as files, one
 * that leads out of it shows what was never meant to be shown. What was opened is what is looked at, so nothing can be
 * put in its place in between.
 *
 * @param called What people call the folder, with "thư mục", for the words of a refusal.
 * @throws UnreadableFile when it leads out, is no file, or is larger than `limit` bytes; what the system says else.
 */
export async function readInside(root: string, file: string, limit: number, called: string): Promise<Buffer> {
  // Opening a pipe would otherwise wait for somebody to write into it.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const opened = await handle.stat();
    if (!opened.isFile()) throw new UnreadableFile('không phải một tệp');
    if (!(await isInside(root, file, handle, opened))) throw new UnreadableFile(leadsOut(called));
    if (opened.size > limit) throw tooLarge(opened.size, limit);
    // It may have grown since it was measured.
    const bytes = await buffer(handle.createReadStream({ autoClose: false, end: limit }));
    if (bytes.byteLength > limit) throw tooLarge(bytes.byteLength, limit);
    return bytes;
  } finally {
    await handle.close();
  }
}

/** Does a folder lie in `root`, links followed? One that is not there yet does where its path says so. */
export async function liesInside(root: string, folder: string): Promise<boolean> {
  const [above, place] = await Promise.all([root, folder].map(one => realpath(one).catch(() => undefined)));
  return above === undefined || place === undefined || beneath(above, place);
}

/** Why what leads out of a folder is not read. */
export function leadsOut(called: string): string {
  return `là liên kết dẫn ra ngoài ${called}; chép tệp vào đó`;
}

async function isInside(root: string, file: string, handle: FileHandle, opened: Stats): Promise<boolean> {
  const above = await realpath(root);
  // Linux says where what is open lies, whatever was put in its place since.
  const lies = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => undefined);
  if (lies !== undefined) return beneath(above, lies);
  const place = await realpath(file);
  // Not followed again: a link put there since is not what was opened.
  const { dev, ino } = await lstat(place);
  return beneath(above, place) && dev === opened.dev && ino === opened.ino;
}

function beneath(above: string, place: string): boolean {
  return place.startsWith(above.endsWith(sep) ? above : above + sep);
}

function tooLarge(size: number, limit: number): FileTooLarge {
  return new FileTooLarge(`tệp lớn ${numberWords(size)} byte, nhiều nhất là ${numberWords(limit)}`);
}
