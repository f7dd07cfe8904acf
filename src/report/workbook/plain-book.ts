import type { Writable } from 'node:stream';
import ExcelJS from 'exceljs';

/** A workbook of tables, streamed; the same input gives the same file. Ends `out`. */
export async function writePlainBook(
  out: Writable,
  madeAt: string,
  sheets: (book: ExcelJS.stream.xlsx.WorkbookWriter) => Promise<void>,
): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({
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
