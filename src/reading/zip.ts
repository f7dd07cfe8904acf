import { inflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { numberWords } from '../domain/number-words.ts';
import { limits, megabytes } from './limits.ts';
import { corrupt, locked, UnreadableFile } from './unreadable.ts';

/**
 * The parts of a zip, inflated one by one. Sizes that the zip itself tells are not believed: inflating stops when all
 * parts together come to the limit, so a bomb costs no more than a large file.
 */
export class Zip {
  readonly names: readonly string[];
  readonly #file: Uint8Array;
  readonly #directory: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  /** What may still be inflated. */
  #left: number = limits.inflatedBytes;

  private constructor(file: Uint8Array, directory: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#file = file;
    this.#directory = directory;
    this.#entries = entries;
    this.names = [...entries.keys()];
  }

  /** Reads the directory, ZIP64 included; nothing is inflated. */
  static async open(given: Uint8Array): Promise<Zip> {
    const file = withoutTail(given);
    const entries = new Map<string, Entry>();
    try {
      const buffer = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
      // Names and sizes are judged here: odd ones of careless programs are no reason to refuse a file.
      const options = { decodeStrings: false, validateEntrySizes: false } as const;
      const directory = await fromBufferPromise(buffer, options);
      if (directory.entryCount > limits.zipEntries) throw tooManyParts(directory.entryCount);
      for await (const entry of directory.eachEntry()) entries.set(nameOf(entry), entry);
      return new Zip(file, directory, entries);
    } catch (error) {
      throw error instanceof UnreadableFile ? error : corrupt('mục lục của tệp nén');
    }
  }

  /** A part by its name, as packages compare names: without regard to case. */
  async part(name: string): Promise<Uint8Array | undefined> {
    const found = this.named(name);
    return found === undefined ? undefined : this.#inflated(found);
  }

  /** How the zip itself spells the name of a part; undefined where there is none. */
  named(name: string): string | undefined {
    if (this.#entries.has(name)) return name;
    const key = name.toLowerCase();
    return this.names.find(each => each.toLowerCase() === key);
  }

  /** All parts by name, without those `leaveOut` names. */
  async parts(leaveOut: (name: string) => boolean): Promise<Map<string, Uint8Array>> {
    const parts = new Map<string, Uint8Array>();
    for (const name of this.names)
      if (!leaveOut(name) && !name.endsWith('/')) parts.set(name, await this.#inflated(name));
    return parts;
  }

  async #inflated(name: string): Promise<Uint8Array> {
    const entry = this.#entries.get(name)!;
    if (entry.isEncrypted()) throw locked();
    const packed = await this.#packed(name, entry);
    const part = this.#unpacked(name, entry.compressionMethod, packed);
    this.#left -= part.byteLength;
    return part;
  }

  async #packed(name: string, entry: Entry): Promise<Uint8Array> {
    let start: number;
    try {
      ({ fileDataStart: start } = await this.#directory.readLocalFileHeaderPromise(entry, { minimal: true }));
    } catch {
      throw corrupt(name);
    }
    const packed = this.#file.subarray(start, start + entry.compressedSize);
    if (packed.byteLength < entry.compressedSize) throw corrupt(name);
    return packed;
  }

  #unpacked(name: string, method: number, packed: Uint8Array): Uint8Array {
    const left = this.#left;
    if (method === 0 && packed.byteLength <= left) return packed;
    if (method !== 0 && method !== 8) throw corrupt(`${name}: kiểu nén ${method}`);
    if (method === 0 || left <= 0) throw tooLarge();
    try {
      return inflateRawSync(packed, { maxOutputLength: left });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
      throw corrupt(name);
    }
  }
}

/** The parts as a zip again, not compressed: what reads it can find nothing in it that was not counted. */
export function zipped(parts: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipSync(Object.fromEntries(parts), { level: 0, mtime: '2000-01-01T00:00:00Z' });
}

function nameOf(entry: Entry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
}

/** Without what mail servers and old disks leave behind the end record, which the reader of the directory would refuse. */
function withoutTail(file: Uint8Array): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  // The end record stands before a comment of at most 65,535 bytes.
  for (let at = file.byteLength - 22; at >= Math.max(0, file.byteLength - 22 - 0xffff); at--)
    if (view.getUint32(at, true) === 0x06054b50)
      return file.subarray(0, at + 22 + view.getUint16(at + 20, true));
  return file;
}

function tooManyParts(count: number): UnreadableFile {
  return new UnreadableFile(
    `tệp có ${numberWords(count)} phần bên trong, nhiều hơn mức cho phép ${numberWords(limits.zipEntries)}.`,
  );
}

function tooLarge(): UnreadableFile {
  return new UnreadableFile(
    `tệp bung ra lớn hơn ${megabytes(limits.inflatedBytes)}, không giống một danh mục; xóa các dòng, cột, ảnh thừa rồi gửi lại.`,
  );
}
