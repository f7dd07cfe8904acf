import type { Writable } from 'node:stream';
import type ExcelJS from 'exceljs';
import type { Style } from 'exceljs';
import { midnight, wallClock } from '../../domain/time.ts';
import type { CellValue } from '../columns.ts';
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

export interface TableOptions {
  /** Rows of one sheet, header included. */
  rowLimit?: number;
  /** How many columns, from the left, go on paper (at most 26); default all. */
  printed?: number;
}

/** Rows a sheet can hold, header included. */
const sheetRowLimit = 1_048_576;

/**
 * A table written row by row: frozen header, filter, widths; goes on in a further sheet of the same name and a number
 * when one is full.
 */
export class TableSheet {
  readonly #book: Book;
  readonly #name: string;
  readonly #columns: readonly SheetColumn[];
  readonly #rowLimit: number;
  readonly #printed: number;
  #sheet: Sheet;
  #sheets = 0;
  #rows = 0;

  constructor(
    book: Book,
    name: string,
    columns: readonly SheetColumn[],
    { rowLimit = sheetRowLimit, printed = columns.length }: TableOptions = {},
  ) {
    this.#book = book;
    this.#name = name;
    this.#columns = columns;
    this.#rowLimit = rowLimit;
    this.#printed = printed;
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

  end(): void {
    this.#close();
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
    const lastPrinted = String.fromCharCode(64 + this.#printed);
    this.#sheet.pageSetup.printArea = `A$1:${lastPrinted}$${this.#rows}`;
    this.#sheet.commit();
  }
}

/**
 * `height` in points; left out, it is estimated from the longest text, because not every reader fits rows to what
 * they hold.
 */
export function writeRow(sheet: Sheet, cells: readonly StyledCell[], height?: number): void {
  const row = sheet.addRow([]);
  let lines = 1;
  cells.forEach((cell, index) => {
    const given = cell !== null && typeof cell === 'object' && 'style' in cell ? cell : undefined;
    const value = given ? given.value : (cell as CellValue);
    const [kept, style] = stored(value);
    const target = row.getCell(index + 1);
    target.value = kept;
    target.style = given?.style ?? style;
    if (typeof value === 'string') lines = Math.max(lines, linesOf(value, sheet.columns[index]?.width ?? 10));
  });
  row.height = height ?? Math.min(tallestRow, 3 + lines * lineHeight);
  row.commit();
}

/** Points. */
const lineHeight = 12.75;
const tallestRow = 409;

/** Lines a text takes in a column so many characters wide; words do not fill a line to its end. */
function linesOf(text: string, width: number): number {
  const room = Math.max(1, width * 0.95);
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / room)), 0);
}

function stored(value: CellValue): [ExcelJS.CellValue, Partial<Style>] {
  if (value === null) return [null, styles.text];
  if (typeof value === 'number') return [value, styles.number];
  // Rich text of one run is the writer's only way to a plain inline string; its strings are typed as formula results.
  if (typeof value === 'string') return [{ richText: [{ text: cellText(value) }] }, styles.text];
  const [at, date, style] =
    'day' in value
      ? [value.day, midnight(value.day), styles.day]
      : [value.moment, wallClock(value.moment), styles.date];
  return date ? [date, style] : stored(at);
}

/**
 * The writer takes rows faster than it compresses them and never says stop, so 100,000 rows would pile up in memory.
 * Its sheet stream knows the pipe into the archive: a write of nothing is answered when all before it went through.
 */
async function drained(sheet: Sheet): Promise<void> {
  const { stream } = sheet as unknown as { stream: { pipes: Writable[] } };
  const [pipe] = stream.pipes;
  if (pipe) await new Promise<void>(resolve => pipe.write('', () => resolve()));
}
