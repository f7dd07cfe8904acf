import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Words } from '../../domain/language.ts';
import { StoreError } from '../core/store-error.ts';

export const cutOff: Words = { vi: 'tệp bị cắt giữa chừng', en: 'the file is cut off' };
const unreadable: Words = { vi: 'có dòng không đọc được', en: 'a line cannot be read' };

/**
 * A backup is gzipped NDJSON: the head; for each table a line naming it and its columns, then a line (an array) for
 * each row; at the end how many rows each table has, the last ids given out, and the SHA-256 of everything before. It
 * says nothing of the database it came from that another could not take.
 */
export interface BackupHead {
  format: 'dvc-sync-backup/1';
  /** Of the program that wrote it. */
  version: string;
  /** ISO 8601 UTC. */
  createdAt: string;
  driver: 'sqlite' | 'postgres';
  /** What had been done to the tables, in order. */
  migrations: string[];
}
/**
 * Bytes of the longest line. The largest rows are answers of remotes in the cache; a line that does not end must not
 * fill the memory.
 */
const longestLine = 128 * 1024 * 1024;
/** From here on a line is looked through before it is parsed: a million brackets are far larger parsed than written. */
const longLine = 1024 * 1024;
const mostValues = 1_000;

export interface BackupEnd {
  rows: Record<string, number>;
  /** Table → last id given out, whether or not that row is still there. */
  lastIds: Record<string, number>;
}
export type BackupLine =
  | { kind: 'table'; table: string; columns: string[] }
  | { kind: 'row'; values: unknown[] }
  | { kind: 'end'; end: BackupEnd };

/** Adds the closing line to the lines of a backup; each text it gives is whole lines. */
export async function* sealed(lines: AsyncIterable<string>, end: () => BackupEnd): AsyncGenerator<string> {
  const hash = createHash('sha256');
  for await (const text of lines) {
    hash.update(text);
    yield text;
  }
  yield `${JSON.stringify({ end: end(), sha256: hash.digest('hex') })}\n`;
}

/**
 * Reads a backup from its beginning; the first value is its head. @throws StoreError when it is not one, is cut off
 * or was altered: then nothing that was read before may be kept.
 */
export async function* readBackup(file: Readable): AsyncGenerator<BackupHead | BackupLine> {
  const hash = createHash('sha256');
  let headSeen = false;
  let sealedBy: string | undefined;
  try {
    for await (const line of linesOf(file)) {
      if (sealedBy !== undefined)
        throw damaged({ vi: 'còn dữ liệu sau dòng cuối', en: 'there is more after its last line' });
      const value = parsed(line);
      if (!headSeen) {
        headSeen = true;
        yield headOf(value);
      } else {
        const known = lineOf(value);
        if (known.kind === 'end') {
          sealedBy = String(value.sha256);
          if (sealedBy !== hash.digest('hex'))
            throw damaged({
              vi: 'nội dung không khớp mã kiểm tra ở cuối tệp',
              en: 'its content does not fit the checksum at its end',
            });
          yield known;
          continue;
        }
        yield known;
      }
      hash.update(line);
      hash.update('\n');
    }
  } catch (error) {
    throw describe(error);
  }
  if (sealedBy === undefined) throw damaged(headSeen ? cutOff : { vi: 'tệp rỗng', en: 'the file is empty' });
}

/** A line as JSON; not yet known to be one of ours. */
interface Parsed extends Partial<BackupHead> {
  table?: unknown;
  columns?: unknown;
  end?: Partial<BackupEnd>;
  sha256?: unknown;
}

function parsed(line: Buffer): Parsed {
  if (line.length > longLine && !isFlat(line)) throw damaged(unreadable);
  try {
    const value: unknown = JSON.parse(line.toString());
    if (value !== null && typeof value === 'object') return value;
  } catch {
    // Said below, for lines that are JSON but not ours as well.
  }
  throw damaged(unreadable);
}

/** Is it one list of few values, none of them a list or an object? */
function isFlat(line: Buffer): boolean {
  let inText = false;
  let values = 0;
  for (let at = 1; at < line.length; at += 1) {
    const byte = line[at];
    if (inText && byte === 0x5c) at += 1;
    else if (byte === 0x22) inText = !inText;
    else if (inText) continue;
    else if (byte === 0x5b || byte === 0x7b) return false;
    else if (byte === 0x2c) values += 1;
    if (values > mostValues) return false;
  }
  return true;
}

function lineOf(value: Parsed): BackupLine {
  if (Array.isArray(value)) return { kind: 'row', values: value };
  const { table, columns, end } = value;
  if (typeof table === 'string' && Array.isArray(columns)) return { kind: 'table', table, columns };
  if (end?.rows && end.lastIds) return { kind: 'end', end: end as BackupEnd };
  throw damaged(unreadable);
}

function headOf(value: Parsed): BackupHead {
  if (!String(value.format).startsWith('dvc-sync-backup/')) throw notOurs();
  if (value.format !== 'dvc-sync-backup/1')
    throw new StoreError({
      vi: `bản sao lưu có dạng mới hơn (${value.format}); cài bản dvc-sync mới hơn rồi phục hồi`,
      en: `the backup has a newer form (${value.format}); install a newer dvc-sync, then restore`,
    });
  const { version, createdAt, driver, migrations } = value;
  const whole =
    typeof version === 'string' &&
    !Number.isNaN(Date.parse(String(createdAt))) &&
    (driver === 'sqlite' || driver === 'postgres') &&
    Array.isArray(migrations) &&
    migrations.every(name => typeof name === 'string');
  if (!whole)
    throw damaged({
      vi: 'dòng đầu không như bản dvc-sync đã viết nó',
      en: 'its first line is not as dvc-sync wrote it',
    });
  return value as BackupHead;
}

/**
 * The lines as they are, without their ends. A line ends at a line feed and nowhere else: other characters Unicode
 * counts among the ends of lines stand in texts people have copied from somewhere.
 */
async function* linesOf(file: Readable): AsyncGenerator<Buffer> {
  const unzipped = createGunzip();
  file.on('error', error => unzipped.destroy(error));
  let begun: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of file.pipe(unzipped) as AsyncIterable<Buffer>) {
      for (let from = 0; from < chunk.length; ) {
        const end = chunk.indexOf(0x0a, from);
        const piece = chunk.subarray(from, end < 0 ? undefined : end);
        length += piece.length;
        if (length > longestLine)
          throw damaged({
            vi: `có dòng dài hơn ${longestLine / 1024 / 1024} MB`,
            en: `a line is longer than ${longestLine / 1024 / 1024} MB`,
          });
        begun.push(piece);
        if (end < 0) break;
        yield begun.length === 1 ? piece : Buffer.concat(begun);
        begun = [];
        length = 0;
        from = end + 1;
      }
    }
  } finally {
    file.destroy();
  }
  if (length > 0) yield Buffer.concat(begun);
}

function describe(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') return damaged(cutOff);
  if (code === 'Z_DATA_ERROR' && /header/.test((error as Error).message)) return notOurs();
  return code?.startsWith('Z_')
    ? damaged({ vi: 'phần nén bị hỏng', en: 'its compression is damaged' })
    : error;
}

function notOurs(): StoreError {
  return new StoreError({
    vi: 'tệp này không phải bản sao lưu của dvc-sync',
    en: 'this file is no backup of dvc-sync',
  });
}

/** The file is a backup of ours, but not whole and as we wrote it. */
export class DamagedBackup extends StoreError {
  /** A clause. */
  readonly what: Words;

  constructor(what: Words) {
    super({
      vi: `bản sao lưu hỏng: ${what.vi}; không có gì được phục hồi, hãy dùng bản khác`,
      en: `the backup is damaged: ${what.en}; nothing was restored, use another one`,
    });
    this.what = what;
  }
}

export function damaged(what: Words): DamagedBackup {
  return new DamagedBackup(what);
}
