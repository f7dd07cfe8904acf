import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Cell, WorkbookWriter, WorksheetWriter } from '@cj-tech-master/excelts';
import { midnight, wallClock } from '../../domain/time.ts';
import type { Form } from '../forms.ts';
import { cellText } from './cell-text.ts';
import { rowHeight } from './lines-of.ts';
import { type CellStyle, styles, toneStyles } from './sheet-styles.ts';
import { sheetCell, sheetColumns, type Table, type Value } from './table.ts';

/** The library writes a title, it only does not declare one. */
export type Book = WorkbookWriter & { title?: string };
export type Sheet = WorksheetWriter;
/** Writes a sheet, or what there is for one, into a workbook. */
export type SheetWriter = (book: Book, signal?: AbortSignal) => Promise<void> | void;

/** A workbook, streamed: one row in memory at a time. The same input gives the same file. */
export function workbook(file: string, madeAt: string, sheets: readonly SheetWriter[]): Form {
  return {
    file,
    async write(out, signal) {
      // For processes that never write any.
      const library = await import('./workbook-library.ts');
      const book: Book = new library.WorkbookWriter({
        stream: out,
        useStyles: true,
        useSharedStrings: false,
        // Twice as fast as what is usual, and a tenth larger.
        zip: { zlib: { level: 1 } },
      });
      book.creator = 'dvc-sync';
      book.lastModifiedBy = 'dvc-sync';
      book.created = new Date(madeAt);
      book.modified = book.created;
      for (const sheet of sheets) await sheet(book, signal);
      await book.commit();
    },
  };
}

/** Rows a sheet can hold, header included. */
const sheetRowLimit = 1_048_576;

/**
 * A sheet of a table, page by page: frozen header, filter, widths; goes on in a further sheet of the same name and a
 * number when one is full.
 *
 * @param rowLimit rows of one sheet, header included.
 */
export function sheetOf<Row>(
  table: Table<Row> & { name: string },
  pages: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
  rowLimit = sheetRowLimit,
): SheetWriter {
  const { name, printed } = table;
  const columns = sheetColumns(table);
  return async (book, signal) => {
    let rows = 1;
    let sheets = 1;
    let sheet = begun(book, name, columns);
    const end = () => {
      sheet.autoFilter = { from: { row: 1, col: 1 }, to: { row: rows, col: columns.length } };
      const lastPrinted = String.fromCharCode(64 + (printed ?? columns.length));
      sheet.pageSetup.printArea = `A$1:${lastPrinted}$${rows}`;
      sheet.commit();
    };
    for await (const page of pages) {
      signal?.throwIfAborted();
      for (const row of page) {
        if (rows >= rowLimit) {
          end();
          sheets += 1;
          rows = 1;
          sheet = begun(book, `${name} (${sheets})`, columns);
        }
        writeRow(
          sheet,
          columns.map(({ cell }) => {
            const { value, tone } = sheetCell(cell(row));
            return tone === undefined ? { value } : { value, style: toneStyles[tone] };
          }),
        );
        rows += 1;
        if (rows % rowsBetweenDrains === 0) await drained(book);
      }
      // A source that answers at once must not keep timers and signals waiting.
      await nextTurn();
    }
    end();
  };
}

function begun(book: Book, name: string, columns: readonly { title: string; width?: number }[]): Sheet {
  const sheet = book.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: { ...onWidthOfA4, orientation: 'landscape', printTitlesRow: '1:1' },
  });
  sheet.columns = columns.map(({ width = 10 }) => ({ width }));
  writeRow(
    sheet,
    columns.map(({ title }) => ({ value: title, style: styles.header })),
    30,
  );
  return sheet;
}

/** Page set-up of everything that is printed. */
export const onWidthOfA4 = { paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 } as const;

/** A value, with its look where it is not the one of its kind. */
export interface StyledCell {
  value: Value;
  style?: CellStyle;
}

/** `height` in points; left out, it is estimated from the longest text. */
export function writeRow(sheet: Sheet, cells: readonly StyledCell[], height?: number): void {
  appendRow(
    sheet,
    cells.map(({ value, style }) => {
      const [kept, usual] = stored(value);
      return { value: kept, style: style ?? usual };
    }),
    height ??
      rowHeight(
        cells.map(({ value }) => value),
        column => sheet.columns[column]?.width ?? 10,
      ),
  );
}

export function put(cell: Cell, value: Value, style?: CellStyle): void {
  const [kept, usual] = stored(value);
  // Rich text of one run is the writer's only way to a plain inline string; its strings are typed as formula results.
  cell.value = typeof kept === 'string' ? { richText: [{ text: kept }] } : kept;
  cell.style = style ?? usual;
}

function stored(value: Value): [Stored, CellStyle] {
  if (value === null) return [null, styles.text];
  if (typeof value === 'number') return [value, styles.number];
  if (typeof value === 'string') return [cellText(value), styles.text];
  const [at, date, style] =
    'day' in value
      ? [value.day, midnight(value.day), styles.day]
      : [value.moment, wallClock(value.moment), styles.date];
  return date ? [date, style] : stored(at);
}

export const rowsBetweenDrains = 50;

/** The writer takes rows faster than `out` may, and itself waits only between sheets: 100,000 rows would pile up in memory. */
export async function drained(book: Book): Promise<void> {
  await (book as unknown as { _waitForUserSinkDrain(): Promise<void> })._waitForUserSinkDrain();
}

/** What stands in a cell; a date is the wall clock of its place as if that were UTC. */
export type Stored = string | number | Date | null;

/** What the library's sheet has beside what it declares. */
interface Inside {
  stream: { write(text: string): void };
  startedData: boolean;
  /** Number of the next row. */
  _rowZero: number;
  /** Areas, as a workbook writes them: `A2:C2`. */
  _merges: string[];
  _workbook: { styles: { addStyleModel(style: CellStyle, type: number): number } };
  _writeColumns(): void;
  _writeOpenSheetData(): void;
}

/**
 * Writes a row into the library's streamed sheet as the library would, without its objects for each cell, which were two thirds of
 * the time of a large workbook. Rows of a sheet are either all written so or none. The library's own rows are what the
 * test holds these against.
 */
function appendRow(
  sheet: object,
  cells: readonly { value: Stored; style: CellStyle }[],
  height: number,
): void {
  const inside = sheet as Inside;
  if (!inside.startedData) {
    inside._writeColumns();
    inside._writeOpenSheetData();
    inside.startedData = true;
  }
  const row = inside._rowZero++;
  const { styles } = inside._workbook;
  const spans = cells.length > 0 ? ` spans="1:${cells.length}"` : '';
  let text = `<row r="${row}" ht="${height}" customHeight="1"${spans}>`;
  for (let at = 0; at < cells.length; at++) {
    const { value, style } = cells[at]!;
    const start = `<c r="${lettersOf(at)}${row}" s="${styles.addStyleModel(style, 0)}"`;
    if (value === null) text += `${start}/>`;
    else if (typeof value === 'string')
      text += `${start} t="inlineStr"><is><r><t xml:space="preserve">${escaped(value)}</t></r></is></c>`;
    else text += `${start}><v>${typeof value === 'number' ? value : daysOf(value)}</v></c>`;
  }
  inside.stream.write(`${text}</row>`);
}

/** The first cell of a row written by `writeRow` over so many columns. */
export function mergeFirst(sheet: Sheet, row: number, columns: number): void {
  (sheet as unknown as Inside)._merges.push(`A${row}:${lettersOf(columns - 1)}${row}`);
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Spreadsheets read `_xHHHH_` as an escape, so one that stands in a text is escaped itself. */
function escaped(text: string): string {
  return text.replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_').replace(/[&<>]/g, sign => escapes[sign]!);
}

/** Days since the end of 1899, as spreadsheets count them. */
function daysOf(date: Date): number {
  return 25_569 + date.getTime() / 86_400_000;
}

const letters: string[] = [];

/** A, B … Z, AA … */
function lettersOf(column: number): string {
  letters[column] ??=
    (column < 26 ? '' : lettersOf(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));
  return letters[column];
}
