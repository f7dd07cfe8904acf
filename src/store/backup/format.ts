import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { StoreError } from '../store-error.ts';

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
      if (sealedBy !== undefined) throw damaged('còn dữ liệu sau dòng cuối');
      const value = parsed(line);
      if (!headSeen) {
        headSeen = true;
        yield headOf(value);
      } else {
        const known = lineOf(value);
        if (known.kind === 'end') {
          sealedBy = String(value.sha256);
          if (sealedBy !== hash.digest('hex')) throw damaged('nội dung không khớp mã kiểm tra ở cuối tệp');
          yield known;
          continue;
        }
        yield known;
      }
      hash.update(`${line}\n`);
    }
  } catch (error) {
    throw describe(error);
  }
  if (sealedBy === undefined) throw damaged(headSeen ? 'tệp bị cắt giữa chừng' : 'tệp rỗng');
}

/** A line as JSON; not yet known to be one of ours. */
interface Parsed extends Partial<BackupHead> {
  table?: unknown;
  columns?: unknown;
  end?: Partial<BackupEnd>;
  sha256?: unknown;
}

function parsed(line: string): Parsed {
  try {
    const value: unknown = JSON.parse(line);
    if (value !== null && typeof value === 'object') return value;
  } catch {
    // Said below, for lines that are JSON but not ours as well.
  }
  throw damaged('có dòng không đọc được');
}

function lineOf(value: Parsed): BackupLine {
  if (Array.isArray(value)) return { kind: 'row', values: value };
  const { table, columns, end } = value;
  if (typeof table === 'string' && Array.isArray(columns)) return { kind: 'table', table, columns };
  if (end?.rows && end.lastIds) return { kind: 'end', end: end as BackupEnd };
  throw damaged('có dòng không hiểu được');
}

function headOf(value: Parsed): BackupHead {
  if (!String(value.format).startsWith('dvc-sync-backup/')) throw notOurs();
  if (value.format !== 'dvc-sync-backup/1')
    throw new StoreError(
      `bản sao lưu có dạng mới hơn (${value.format}); cài bản dvc-sync mới hơn rồi phục hồi`,
    );
  if (!Array.isArray(value.migrations)) throw damaged('dòng đầu thiếu phần migrations');
  return value as BackupHead;
}

async function* linesOf(file: Readable): AsyncGenerator<string> {
  const unzipped = createGunzip();
  file.on('error', error => unzipped.destroy(error));
  yield* createInterface({ input: file.pipe(unzipped), crlfDelay: Number.POSITIVE_INFINITY });
}

function describe(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') return damaged('tệp bị cắt giữa chừng');
  if (code === 'Z_DATA_ERROR' && /header/.test((error as Error).message)) return notOurs();
  return code?.startsWith('Z_') ? damaged('phần nén bị hỏng') : error;
}

function notOurs(): StoreError {
  return new StoreError('tệp này không phải bản sao lưu của dvc-sync');
}

export function damaged(what: string): StoreError {
  return new StoreError(`bản sao lưu hỏng: ${what}; không có gì được phục hồi, hãy dùng bản khác`);
}
