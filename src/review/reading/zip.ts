import { inflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { limits, megabytes } from './limits.ts';
import { corrupt, locked, reasonOf, UnreadableFile } from './unreadable.ts';

interface Entry {
  name: string;
  method: number;
  encrypted: boolean;
  /** In the file. */
  compressed: number;
  header: number;
}

const endSignature = 0x06054b50;
const directorySignature = 0x02014b50;
const headerSignature = 0x04034b50;

/**
 * Parts of a zip by name, without those `leaveOut` names. Sizes that the zip itself tells are not believed: inflating
 * stops when all parts together come to the limit, so a bomb costs no more than a large file.
 */
export function unzip(file: Uint8Array, leaveOut: (name: string) => boolean): Map<string, Uint8Array> {
  const parts = new Map<string, Uint8Array>();
  let left: number = limits.inflatedBytes;
  for (const entry of entriesOf(file)) {
    if (leaveOut(entry.name) || entry.name.endsWith('/')) continue;
    const part = inflated(file, entry, left);
    left -= part.byteLength;
    parts.set(entry.name, part);
  }
  return parts;
}

/** Names of the parts, nothing inflated. */
export function zipNames(file: Uint8Array): string[] {
  return entriesOf(file).map(({ name }) => name);
}

/** The parts as a zip again, not compressed: what reads it can find nothing in it that was not counted. */
export function zipped(parts: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipSync(Object.fromEntries(parts), { level: 0, mtime: '2000-01-01T00:00:00Z' });
}

function entriesOf(file: Uint8Array): Entry[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  if (count > limits.zipEntries)
    throw new UnreadableFile(`tệp có ${count} phần bên trong, nhiều hơn mức cho phép ${limits.zipEntries}.`);
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let n = 0; n < count; n++) {
    if (at + 46 > file.byteLength || view.getUint32(at, true) !== directorySignature)
      throw corrupt('mục lục của tệp nén');
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(file.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/'),
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) !== 0,
      compressed: view.getUint32(at + 20, true),
      header: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The end record stands before a comment of at most 65,535 bytes. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--)
    if (view.getUint32(at, true) === endSignature) return at;
  throw corrupt('thiếu phần cuối của tệp nén');
}

function inflated(file: Uint8Array, entry: Entry, left: number): Uint8Array {
  if (entry.encrypted) throw locked();
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const { header } = entry;
  if (header + 30 > file.byteLength || view.getUint32(header, true) !== headerSignature)
    throw corrupt(entry.name);
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  const packed = file.subarray(start, start + entry.compressed);
  if (packed.byteLength < entry.compressed) throw corrupt(entry.name);
  if (entry.method === 0 && packed.byteLength <= left) return packed;
  if (entry.method !== 0 && entry.method !== 8) throw corrupt(`${entry.name}: kiểu nén ${entry.method}`);
  if (entry.method === 0 || left <= 0) throw tooLarge();
  try {
    return inflateRawSync(packed, { maxOutputLength: left });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw corrupt(`${entry.name}: ${reasonOf(error)}`);
  }
}

function tooLarge(): UnreadableFile {
  return new UnreadableFile(
    `tệp bung ra lớn hơn ${megabytes(limits.inflatedBytes)}, không giống một danh mục; xóa các dòng, cột, ảnh thừa rồi gửi lại.`,
  );
}
