import type { Severity } from '../../domain/severity.ts';
import { sentenceCase } from '../../words/sentence.ts';
import type { Content } from '../html/markup.ts';

/** `moment`: ISO 8601; `day`: `YYYY-MM-DD`. Null = nothing to show. */
export type Value = string | number | { moment: string } | { day: string } | null;

/** A severity or a verdict stands behind its word as a colour, never instead of it; `strong` only stands out. */
export type Tone = Severity | 'good' | 'strong';

/** A toned text is a word for a state: a badge on a page, a coloured cell that begins with a capital in a sheet. */
export type Cell = Value | { value: Value; tone: Tone | undefined };

export interface Column<Row> {
  title: string;
  /** What stands in a sheet and in CSV; absent: the column is on a page only. */
  cell?(row: Row): Cell;
  /** In a sheet, in characters. */
  width?: number;
  /** What stands on a page, where several columns of a sheet are one; `true`: the cell as it is; absent: nothing. */
  page?: true | ((row: Row) => Content);
  /** Where a page calls it otherwise. */
  pageTitle?: string;
  /** On a page: the head of its row, a number set to the right, left out on a phone. */
  head?: boolean;
  number?: boolean;
  wide?: boolean;
  /** Its cells speak for themselves: where rows are blocks, the title does not stand before them. */
  plain?: boolean;
}

/** A table people read, said once; pages, workbooks and CSV are made of it. */
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

/** A column that stands in a sheet. */
export type SheetColumn<Row> = Column<Row> & Required<Pick<Column<Row>, 'cell'>>;

export function sheetColumns<Row>({ columns }: Pick<Table<Row>, 'columns'>): SheetColumn<Row>[] {
  return columns.filter((column): column is SheetColumn<Row> => column.cell !== undefined);
}

/** A cell taken apart, its word as it begins a sentence. */
export function sheetCell(cell: Cell): { value: Value; tone: Tone | undefined } {
  if (cell === null || typeof cell !== 'object' || !('tone' in cell)) return { value: cell, tone: undefined };
  const { value, tone } = cell;
  return { value: typeof value === 'string' && tone !== 'strong' ? sentenceCase(value) : value, tone };
}
