import { type Book, type BookKind, bookKindNames } from './book.ts';
import { readDelimited } from './delimited.ts';
import { readDocument } from './document.ts';
import { decode } from './encoding.ts';
import { modernise } from './legacy-fonts.ts';
import { limits, megabytes } from './limits.ts';
import { type Recognised, recognise } from './recognise.ts';
import { readSpreadsheet } from './spreadsheet.ts';
import { locked, UnreadableFile } from './unreadable.ts';
import { unzip, zipped } from './zip.ts';

const extensions: Record<BookKind, readonly string[]> = {
  xlsx: ['xlsx', 'xlsm', 'xltx', 'xltm'],
  xlsb: ['xlsb'],
  xls: ['xls', 'xlt'],
  ods: ['ods', 'ots'],
  docx: ['docx', 'docm', 'dotx'],
  csv: ['csv', 'txt', 'tsv'],
  html: ['html', 'htm'],
  'xml-2003': ['xml'],
};

/**
 * Reads the tables of a file into one form, by its content; a wrong extension is said and tolerated. Nothing in the
 * file is run or calculated. Throws `UnreadableFile`, in words for whoever sent it.
 */
export function readBook(file: Uint8Array, name: string): Book {
  if (file.byteLength > limits.fileBytes)
    throw new UnreadableFile(
      `tệp lớn ${megabytes(file.byteLength)}, nhiều hơn mức cho phép ${megabytes(limits.fileBytes)}; bỏ ảnh và phần thừa rồi gửi lại.`,
    );
  const found = recognise(file);
  const book = modernise(read(file, found));
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (!extensions[found.kind].includes(extension))
    book.notes.push(
      `Tên tệp có đuôi "${extension}" nhưng nội dung là ${bookKindNames[found.kind]}; đã đọc theo nội dung.`,
    );
  if (found.macros) book.notes.push('Tệp có macro; macro không được chạy và không có trong tệp gửi lại.');
  return book;
}

function read(file: Uint8Array, { kind }: Recognised): Book {
  const book: Book = { kind, sheets: [], notes: [] };
  if (kind === 'docx') {
    const parts = unzip(file, part => part !== 'word/document.xml');
    book.sheets = readDocument(parts.get('word/document.xml'));
  } else if (kind === 'xlsx' || kind === 'xlsb' || kind === 'ods') {
    const parts = unzip(file, part => /vbaProject\.bin$|^Basic\/|(^|\/)embeddings\//i.test(part));
    const manifest = parts.get('META-INF/manifest.xml');
    if (manifest && new TextDecoder().decode(manifest).includes('encryption-data')) throw locked();
    const copy = zipped(parts);
    book.sheets = readSpreadsheet(copy, kind);
    if (kind === 'xlsx') book.safeCopy = copy;
  } else if (kind === 'csv') {
    const { text, from } = decode(file);
    book.sheets = [readDelimited(text)];
    if (from) book.notes.push(`Bảng mã của tệp là ${from}; đã chuyển sang Unicode.`);
  } else if (kind === 'html') {
    book.sheets = readSpreadsheet(new TextEncoder().encode(decode(file).text), kind);
  } else book.sheets = readSpreadsheet(file, kind);
  return book;
}
