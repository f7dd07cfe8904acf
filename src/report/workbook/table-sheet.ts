import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type ExcelJS from 'exceljs';
import type { Style } from 'exceljs';
import type { CellValue } from '../columns.ts';
import { wallClock } from '../time.ts';
import { cellText } from './cell-text.ts';
import { styles } from './styles.ts';

type Book = ExcelJS.stream.xlsx.WorkbookWriter;
type Sheet = ReturnType<Book['addWorksheet']>;

export interface SheetColumn {
  header: string;
  width: number;
}

/** A cell, with its look where it is not the one of its kind. */
export type StyledCell = CellValue | { value: CellValue; style: Partial<Style> };

/** Rows a sheet can hold, header included. */
export const sheetRowLimit = 1_048_576;

/**
 * A table written row by row: frozen header, filter, widths; goes on in a further sheet of the same name and a number
 * when one is full.
 */
export class TableSheet {
  readonly #book: Book;
  readonly #name: string;
  readonly #columns: readonly SheetColumn[];
  readonly #rowLimit: number;
  #sheet: Sheet;
  #sheets = 0;
  #rows = 0;

  constructor(book: Book, name: string, columns: readonly SheetColumn[], rowLimit = sheetRowLimit) {
    this.#book = book;
    this.#name = name;
    this.#columns = columns;
    this.#rowLimit = rowLimit;
    this.#sheet = this.#open();
  }

  async add(cells: readonly StyledCell[]): Promise<void> {
    if (this.#rows >= this.#rowLimit) {
      this.#close();
      this.#sheet = this.#open();
    }
    writeRow(this.#sheet, cells);
    this.#rows += 1;
    if (this.#rows % 50 === 0) await drained(this.#sheet);
  }

  async end(): Promise<void> {
    this.#close();
    await drained(this.#sheet);
  }

  #open(): Sheet {
    this.#sheets += 1;
    this.#rows = 1;
    const sheet = this.#book.addWorksheet(
      this.#sheets === 1 ? this.#name : `${this.#name} (${this.#sheets})`,
      {
        views: [{ state: 'frozen', ySplit: 1 }],
        pageSetup: {
          orientation: 'landscape',
          paperSize: 9,
          fitToPage: true,
          fitToWidth: 1,
          fitToHeight: 0,
          printTitlesRow: '1:1',
        },
      },
    );
    sheet.columns = this.#columns.map(({ width }) => ({ width }));
    writeRow(
      sheet,
      this.#columns.map(({ header }) => ({ value: header, style: styles.header })),
      30,
    );
    return sheet;
  }

  #close(): void {
    this.#sheet.autoFilter = {
      from: { row: 1, column: 1 },
      to: { row: this.#rows, column: this.#columns.length },
    };
    this.#sheet.commit();
  }
}

/** `height` in points; left out, the reader fits the row to its text. */
export function writeRow(sheet: Sheet, cells: readonly StyledCell[], height?: number): void {
  const row = sheet.addRow([]);
  if (height !== undefined) row.height = height;
  cells.forEach((cell, index) => {
    const given = cell !== null && typeof cell === 'object' && 'style' in cell ? cell : undefined;
    const value = given ? given.value : (cell as CellValue);
    const [kept, style] = stored(value);
    const target = row.getCell(index + 1);
    target.value = kept;
    target.style = given?.style ?? style;
  });
  row.commit();
}

function stored(value: CellValue): [ExcelJS.CellValue, Partial<Style>] {
  if (value === null) return [null, styles.text];
  if (typeof value === 'number') return [value, styles.number];
  // Rich text of one run is the writer's only way to a plain inline string; its strings are typed as formula results.
  if (typeof value === 'string') return [{ richText: [{ text: cellText(value) }] }, styles.text];
  const date = wallClock(value.moment);
  return date ? [date, styles.date] : stored(value.moment);
}

/**
 * The writer takes rows faster than it compresses them and never says stop, so 100,000 rows would pile up in memory.
 * Its sheet stream knows the pipe into the archive; we wait for that one.
 */
export async function drained(sheet: Sheet): Promise<void> {
  const { stream } = sheet as unknown as { stream: { pipes: Writable[] } };
  const pipe = stream.pipes[0];
  if (pipe && pipe.writableLength > pipe.writableHighWaterMark && !pipe.writableFinished)
    await once(pipe, 'drain');
}
