import { RemoteError } from '../../src/adapter/errors.ts';
import type { FileInFolder, FilesFolder } from '../../src/adapter/folder.ts';
import { compareText } from '../../src/domain/canonical.ts';
import { cleanText } from '../../src/domain/text.ts';
import { dateAndTime } from '../../src/domain/time.ts';
import type { Book } from '../../src/reading/book.ts';
import { readBook } from '../../src/reading/read-book.ts';
import { UnreadableFile } from '../../src/reading/unreadable.ts';

/** Files that were exported together. */
export interface FileSet {
  /** The subfolder; '' = the folder itself. */
  name: string;
  files: FileInFolder[];
  /** When the oldest of them was written: as of then the set tells. ISO 8601, UTC. */
  asOf: string;
}

/** The set that counts, its tables read. */
export interface OpenedSet extends FileSet {
  books: { file: string; book: Book }[];
  /** Why a newer one does not count, Vietnamese. */
  passedOver: string[];
}

const tables = /\.(xlsx|xlsm|xlsb|xls|ods|csv|tsv|docx|html?|xml)$/i;
/** Lock files of office programs, and what is still being copied. */
const unfinished = /(^|\/)([.~]|~\$)|\.(tmp|part|partial|crdownload)$/i;
/** Newer sets that may be broken before the folder counts as unreadable. */
const mostTried = 3;

/**
 * The newest set that is whole: each of its files can be read, and it has a file of every name that the set before had,
 * since an export is put there file by file. Throws `RemoteError` where there is none.
 */
export async function openNewest(folder: FilesFolder, signal: AbortSignal): Promise<OpenedSet> {
  const sets = setsOf(await folder.list());
  if (sets.length === 0)
    throw new RemoteError('unreachable', 'thư mục chưa có tệp bảng nào (Excel, ODS, CSV, Word)');
  const passedOver: string[] = [];
  let failure: RemoteError | undefined;
  for (const [at, set] of sets.slice(0, mostTried).entries()) {
    const lacking = namesLacking(set, sets[at + 1]);
    if (lacking.length > 0) {
      passedOver.push(`${wordsOf(set)} chưa đủ tệp (còn thiếu ${lacking.join(', ')})`);
      continue;
    }
    try {
      return { ...set, books: await readSet(folder, set, signal), passedOver };
    } catch (error) {
      if (!(error instanceof RemoteError) || error.kind === 'aborted') throw error;
      failure ??= error;
      passedOver.push(`${wordsOf(set)} không đọc được: ${error.message}`);
    }
  }
  throw failure ?? new RemoteError('not-understood', passedOver.join('; '));
}

/**
 * Files of a subfolder belong together; of those in the folder itself the newest of each name counts, numbers in names
 * left out (`danh-sach-2026-11.xlsx`), and where that set is not whole the ones before. Newest first.
 */
function setsOf(files: readonly FileInFolder[]): FileSet[] {
  const usable = files.filter(({ name }) => tables.test(name) && !unfinished.test(name));
  const byFolder = Map.groupBy(usable, ({ name }) => name.slice(0, Math.max(0, name.lastIndexOf('/'))));
  return [...byFolder]
    .flatMap(([name, found]) => (name === '' ? generations(found) : [found]).map(files => ({ name, files })))
    .map(({ name, files }) => {
      const times = files.map(({ modifiedAt }) => modifiedAt).sort();
      return { name, files, asOf: times[0]!, newest: times.at(-1)! };
    })
    .toSorted((one, other) => compareText(other.newest, one.newest))
    .map(({ newest: _, ...set }) => set);
}

const byNumbers = new Intl.Collator('vi', { numeric: true }).compare;

/** Files that were copied here together have one time: then the numbers in their names tell. */
const newestFirst = (one: FileInFolder, other: FileInFolder) =>
  compareText(other.modifiedAt, one.modifiedAt) || byNumbers(other.name, one.name);

/** The newest file of each name; then the same with one more of them, the newest that has one before it, put back. */
function generations(found: readonly FileInFolder[]): FileInFolder[][] {
  const names = [...Map.groupBy(found, stemOf).values()].map(same => same.toSorted(newestFirst));
  const sets: FileInFolder[][] = [];
  for (;;) {
    sets.push(names.map(([newest]) => newest!));
    const [latest] = names.filter(({ length }) => length > 1).toSorted(([a], [b]) => newestFirst(a!, b!));
    if (!latest || sets.length === mostTried) return sets;
    latest.shift();
  }
}

async function readSet(
  folder: FilesFolder,
  { files }: FileSet,
  signal: AbortSignal,
): Promise<OpenedSet['books']> {
  const books: OpenedSet['books'] = [];
  for (const { name } of files) {
    throwIfAborted(signal);
    const bytes = await folder.read(name);
    try {
      books.push({ file: name, book: await readBook(bytes, name) });
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      throw new RemoteError('not-understood', `${cleanText(name)}: ${error.message}`);
    }
  }
  return books;
}

export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new RemoteError('aborted', 'đã dừng theo yêu cầu');
}

function namesLacking(set: FileSet, before: FileSet | undefined): string[] {
  if (!before || set.name === '' || before.name === '') return [];
  const stems = new Set(set.files.map(stemOf));
  return before.files.filter(file => !stems.has(stemOf(file))).map(({ name }) => cleanText(name));
}

/** Without folder, numbers and ending; a code of a procedure says which of many files it is. */
function stemOf({ name }: FileInFolder): string {
  const own = name
    .slice(name.lastIndexOf('/') + 1)
    .replace(/\.[^.]*$/, '')
    .normalize('NFC')
    .toLowerCase();
  const codes = own.match(/(?<!\d)\d\.\d{6}(?!\d)/g) ?? [];
  return [own.replace(/[^\p{L}]/gu, ''), ...codes].join(' ');
}

function wordsOf({ name, asOf }: FileSet): string {
  return `bộ tệp ${name === '' ? '' : `${cleanText(name)} `}(${dateAndTime(asOf)})`;
}
