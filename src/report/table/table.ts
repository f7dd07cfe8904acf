import { numberWords } from '../../domain/number-words.ts';
import type { Severity } from '../../domain/severity.ts';
import { dateAndTime, dayText } from '../../domain/time.ts';
import { sentenceCase } from '../../words/sentence.ts';
import type { Content } from '../html/markup.ts';

/**
 * `moment`: ISO 8601; `day`: `YYYY-MM-DD`. Several texts are a list on a page, lines in a sheet. Null = nothing to show.
 */
export type Value = string | number | { moment: string } | { day: string } | readonly string[] | null;

export type SheetValue = Exclude<Value, readonly string[]>;

/** A severity or a verdict stands behind its word as a colour, never instead of it; `strong` only stands out. */
export type Tone = Severity | 'good' | 'strong';

/** A toned text is a word for a state: a badge on a page, a coloured cell that begins with a capital in a sheet. */
export type Cell = Value | { value: Value; tone: Tone | undefined };

/** A function as methods are: a paper has tables of all kinds of rows. */
type Of<Row, Made> = { of(row: Row): Made }['of'];

/** A column, said once for whoever shows it: sheets and CSV, papers, pages, terminals. */
export interface Column<Row> {
  title: string;
  /**
   * What stands there; absent: the column is on a page only.
   *
   * @param number Of the row, where a paper counts its rows.
   */
  cell?(row: Row, number?: number): Cell;
  /** In a sheet, in characters; in a paper, its share of the page. */
  width?: number;
  /** On a page and on a terminal: `true` for the cell as it is, or what stands there in its place. */
  page?: boolean | Of<Row, Content>;
  terminal?: boolean | Of<Row, Cell>;
  /** Where a page calls it otherwise. */
  pageTitle?: string;
  /** The head of its row. */
  head?: boolean;
  /** Stands to the right. */
  number?: boolean;
  /** Left out on a phone. */
  wide?: boolean;
  /** Its cells speak for themselves: where rows are blocks, the title does not stand before them. */
  plain?: boolean;
  /** On a terminal it comes last, where nothing has to stand in line behind it. */
  long?: boolean;
  /** `false`: not in a paper. */
  paper?: false;
  /** In a paper: neighbours of one group share a cell above their titles. */
  group?: string;
  align?: 'left' | 'center' | 'right';
  format?: 'count' | 'percent' | 'change';
  /** In a paper: letters of a cell that stay together on a line, of a code or a day. */
  unbroken?: number;
}

/** A column of sheets and papers: its title, how wide, what stands there; and whatever else there is to say of it. */
export function column<Row>(
  title: string,
  width: number,
  cell: Of<Row, Cell>,
  more: Omit<Column<Row>, 'title' | 'width' | 'cell'> = {},
): SheetColumn<Row> & { width: number } {
  return { title, width, cell, ...more };
}

/** A table people read, said once; all its forms are made of it. */
export interface Table<Row> {
  /** Of its sheet. */
  name?: string;
  /** Its class on a page. */
  look?: string;
  /** On a phone every row is a block, each cell behind the title of its column. */
  stacked?: boolean;
  columns: readonly Column<Row>[];
  /** How many columns of the sheet, from the left, go on paper; default all. */
  printed?: number;
}

/** A list for pages and terminals: its columns stand on both, where they do not say otherwise. */
export function list<Row>(columns: readonly Column<Row>[]): Table<Row> {
  return {
    stacked: true,
    columns: columns.map(column => ({ page: true, terminal: column.cell !== undefined, ...column })),
  };
}

/** A column that stands in a sheet. */
export type SheetColumn<Row> = Column<Row> & Required<Pick<Column<Row>, 'cell'>>;

export function sheetColumns<Row>({ columns }: Pick<Table<Row>, 'columns'>): SheetColumn<Row>[] {
  return columns.filter((column): column is SheetColumn<Row> => column.cell !== undefined);
}

/** A cell taken apart; `state`: it says one, though it may have no tone. */
export function cellParts(cell: Cell): { value: Value; tone: Tone | undefined; state: boolean } {
  if (cell === null || typeof cell !== 'object' || !('tone' in cell))
    return { value: cell, tone: undefined, state: false };
  return { ...cell, state: cell.tone !== 'strong' };
}

/** The same for a sheet, where the word for a state begins a sentence. */
export function sheetCell(cell: Cell): { value: SheetValue; tone: Tone | undefined } {
  const { value, tone, state } = cellParts(cell);
  if (isList(value)) return { value: value.join('\n') || null, tone };
  return { value: state && typeof value === 'string' ? sentenceCase(value) : value, tone };
}

/** Several texts. */
export function isList(value: Value): value is readonly string[] {
  return Array.isArray(value);
}

/** Stands where nothing is known: never a nought. */
export const notKnown = '–';

/** As people read it: "1.331", "23/11/2021 10:05", "–". */
export function valueWords(value: Value): string {
  if (value === null) return notKnown;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberWords(value);
  if (isList(value)) return value.join('; ');
  return 'day' in value ? dayText(value.day) : dateAndTime(value.moment);
}

/**
 * A table for a terminal: the titles, then the cells of each row; what may be long stands last.
 *
 * @param paint Colours a word by its tone.
 */
export function terminalLines<Row>(
  { columns }: Table<Row>,
  rows: readonly Row[],
  paint: (tone: Tone, word: string) => string,
): string[][] {
  const shown = columns
    .filter(({ terminal }) => terminal)
    .toSorted((a, b) => Number(a.long ?? false) - Number(b.long ?? false));
  return [
    shown.map(({ title }) => title.toLocaleUpperCase('vi')),
    ...rows.map(row =>
      shown.map(column => {
        const { value, tone } = cellParts(cellOf(column, row));
        return tone === undefined ? valueWords(value) : paint(tone, valueWords(value));
      }),
    ),
  ];
}

function cellOf<Row>({ terminal, cell }: Column<Row>, row: Row): Cell {
  return typeof terminal === 'function' ? terminal(row) : cell!(row);
}
