import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkbookWriter, WorksheetWriter } from '@cj-tech-master/excelts';
import { midnight, wallClock } from '../../domain/time.ts';
import type { Form } from '../forms.ts';
import { cellText } from '../printable.ts';
import { rowHeight } from './row-height.ts';
import { type CellStyle, styles, toneStyles } from './sheet-styles.ts';
import { type SheetValue, sheetCell, sheetColumns, type Table } from './table.ts';

/** The library writes a title, it only does not declare one. */
export type Book = WorkbookWriter & { title?: string };
export type Sheet = WorksheetWriter;
/** Writes a sheet, or what there is for one, into a workbook. */
export type SheetWriter = (book: Book, signal?: AbortSignal) => Promise<void> | void;

/** A workbook, streamed: one row in memory at a time. The same input gives the same file where it says when it was made. */
export function workbook(file: string, madeAt: string | undefined, sheets: readonly SheetWriter[]): Form {
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
      if (madeAt !== undefined) book.created = book.modified = new Date(madeAt);
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
  const columns = sheetColumns(table);
  const { name, printed = columns.length } = table;
  const all = columns.map(({ width = 10 }) => width);
  const widths = [...onPage(all.slice(0, printed)), ...all.slice(printed)];
  const begun = (book: Book, title: string) => {
    const sheet = book.addWorksheet(title, {
      views: [{ state: 'frozen', ySplit: 1 }],
      pageSetup: { ...onPaper, printTitlesRow: '1:1' },
      headerFooter: pageNumbers,
    });
    sheet.columns = widths.map(width => ({ width }));
    const titles = columns.map(column => column.title);
    writeValues(sheet, titles, styles.header);
    return sheet;
  };
  return async (book, signal) => {
    let rows = 1;
    let sheets = 1;
    let sheet = begun(book, name);
    const end = () => {
      sheet.autoFilter = { from: { row: 1, col: 1 }, to: { row: rows, col: columns.length } };
      sheet.pageSetup.printArea = `A$1:${lettersOf(printed - 1)}$${rows}`;
      sheet.commit();
    };
    for await (const page of pages) {
      signal?.throwIfAborted();
      for (const row of page) {
        if (rows >= rowLimit) {
          end();
          sheets += 1;
          rows = 1;
          sheet = begun(book, `${name} (${sheets})`);
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

/** Page set-up of everything that is printed: A4 lying, over as many pages as it takes. */
export const onPaper = {
  ...({ paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 } as const),
  margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
} as const;
export const pageNumbers = { oddFooter: '&C&9&P/&N' };

/** Units of width that go on that paper as large as they are: wider sheets are printed in smaller letters. */
const paperWidth = 148;
/** A wider column holds words, which can be broken. */
const unbroken = 20;
/** Narrower, words would be broken within: then the whole is printed in smaller letters. */
const narrowest = 10;

/** Widths with which columns go on a page: those of words share what the others leave of it. */
function onPage(widths: readonly number[]): number[] {
  const sum = (of: (width: number) => boolean) => widths.filter(of).reduce((all, width) => all + width, 0);
  const room = paperWidth - sum(width => width <= unbroken);
  const share = Math.min(1, room / sum(width => width > unbroken));
  return widths.map(width => (width > unbroken ? Math.max(narrowest, Math.floor(width * share)) : width));
}

export interface SheetCell {
  value: SheetValue;
  /** Where it is not the one of its kind. */
  style?: CellStyle;
  /** Columns and rows it takes; those of further rows stand there empty. */
  over?: number;
  high?: number;
}

/** What stands in a cell; a date is the wall clock of its place as if that were UTC. */
type Stored = string | number | Date | null;

function stored(value: SheetValue): [Stored, CellStyle] {
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
 * Writes a row into the library's streamed sheet without the library's objects for each cell, which were two thirds of
 * the time of a large workbook. Rows of a sheet are either all written so or none. Cells are as the library writes them,
 * which the test holds these against; heights are ours.
 *
 * @param least points: a row is as high as what stands in it, and at least so.
 */
export function writeRow(sheet: Sheet, cells: readonly SheetCell[], least = 0): void {
  const inside = sheet as unknown as Inside;
  if (!inside.startedData) {
    inside._writeColumns();
    inside._writeOpenSheetData();
    inside.startedData = true;
  }
  const number = inside._rowZero++;
  const { styles: known } = inside._workbook;
  let text = '';
  let at = 0;
  let tallest = least;
  for (const { value, style, over = 1, high = 1 } of cells) {
    const [kept, usual] = stored(value);
    const look = style ?? usual;
    const id = known.addStyleModel(look, 0);
    text += cellXml(`${lettersOf(at)}${number}`, id, kept);
    let width = sheet.columns[at]?.width ?? 10;
    for (let next = at + 1; next < at + over; next++) {
      text += cellXml(`${lettersOf(next)}${number}`, id, null);
      width += sheet.columns[next]?.width ?? 10;
    }
    if (over > 1 || high > 1)
      inside._merges.push(`${lettersOf(at)}${number}:${lettersOf(at + over - 1)}${number + high - 1}`);
    tallest = Math.max(tallest, rowHeight(kept, look, width) / high);
    at += over;
  }
  const spans = at > 0 ? ` spans="1:${at}"` : '';
  inside.stream.write(
    `<row r="${number}" ht="${tallest || emptyRow}" customHeight="1"${spans}>${text}</row>`,
  );
}

/** A row of values that look alike, by default each as its kind does. */
export function writeValues(sheet: Sheet, values: readonly SheetValue[], style?: CellStyle): void {
  writeRow(
    sheet,
    values.map(value => ({ value, ...(style && { style }) })),
  );
}

/** Points. */
const emptyRow = 15;

function cellXml(place: string, style: number, value: Stored): string {
  const start = `<c r="${place}" s="${style}"`;
  if (value === null) return `${start}/>`;
  return typeof value === 'string'
    ? `${start} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`
    : `${start}><v>${typeof value === 'number' ? value : daysOf(value)}</v></c>`;
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

const longest = 31;

/** The name as a sheet may have it: spreadsheets refuse some signs, more than 31 characters, and the same name twice. */
export function freeSheetName(name: string, otherwise: string, taken: Set<string>): string {
  const allowed = name.replace(/[\\/?*[\]:']/g, ' ');
  const plain = allowed.slice(0, longest).trim() || otherwise;
  let free = plain;
  for (let number = 2; taken.has(free.toLowerCase()); number++)
    free = `${plain.slice(0, longest - 5).trim()} ${number}`;
  taken.add(free.toLowerCase());
  return free;
}
