import type { Writable } from 'node:stream';
import type ExcelJS from 'exceljs';

/** A workbook of tables, streamed; the same input gives the same file. Ends `out`. */
export async function writePlainBook(
  out: Writable,
  madeAt: string,
  sheets: (book: ExcelJS.stream.xlsx.WorkbookWriter) => Promise<void>,
): Promise<void> {
  // Ten megabytes, for processes that never write any.
  const { default: library } = await import('exceljs');
  const book = new library.stream.xlsx.WorkbookWriter({
    stream: out,
    useStyles: true,
    useSharedStrings: false,
  });
  book.creator = 'dvc-sync';
  book.lastModifiedBy = 'dvc-sync';
  book.created = new Date(madeAt);
  book.modified = book.created;
  await sheets(book);
  await book.commit();
}
