import { RemoteError } from '../../../src/adapter/errors.ts';
import { cutWords } from '../../../src/adapter/kit/pages.ts';
import { placeName, type Sheet } from '../../../src/reading/book.ts';
import { looksLikeCode } from '../../../src/reading/code-cell.ts';
import { type Grid, gridOf, type Shown, textsOf } from '../../../src/reading/grid.ts';
import { type OnegateBook, readOnegateBook } from '../../../src/reading/onegate-book.ts';
import type { OpenedSet } from '../client.ts';
import {
  type Column,
  columnOf,
  fits,
  type Profile,
  processProfile,
  profileOf,
  type TableProfile,
} from '../schema.ts';

/** A table of the set, and what it is. */
export interface Table {
  profile: TableProfile;
  rows: Row[];
  /** What stands above its columns, and the name of its file: what a column does not say may be there. */
  about: string[];
  has(column: Column): boolean;
}

export interface Row {
  /** File, sheet and row: `danh-sach.xlsx, Sheet1, dòng 12`. */
  place: string;
  /** What people see in the column, merged cells included; undefined = empty, or there is no such column. */
  cell(column: Column): Shown | undefined;
  /** The same as text; '' = empty, or there is no such column. */
  text(column: Column): string;
  /** Where the cell stands in its sheet: `C12`. */
  where(column: Column): string;
}

export interface FoundTables {
  tables: Table[];
  processes: FoundProcess[];
  /** Why there is more in the files than these, Vietnamese. */
  gaps: string[];
}

/** A process of the one-stop, or what is wrong with its workbook. */
export interface FoundProcess {
  file: string;
  read: OnegateBook;
}

/** Every table of a set. A file without one is a gap: nobody knows what it would have told. */
export function tablesOf(
  { books }: OpenedSet,
  forced: Profile | undefined,
  locality: string,
  maxRows: number,
): FoundTables {
  const found: FoundTables = { tables: [], processes: [], gaps: [] };
  let left = maxRows;
  for (const { file, book } of books) {
    const read =
      forced === undefined || forced === processProfile ? readOnegateBook(book, locality) : undefined;
    if (read) {
      found.processes.push({ file, read });
      continue;
    }
    const visible = book.sheets.filter(({ hidden }) => !hidden);
    const tables =
      forced === processProfile ? [] : visible.flatMap(sheet => onSheet(file, gridOf(sheet), forced));
    if (tables.length === 0) found.gaps.push(`${file}: ${missingWords(forced)}`);
    for (const table of tables) {
      if (table.rows.length > left) {
        found.gaps.push(`${file}: ${cutWords(maxRows)}`);
        table.rows.length = left;
      }
      left -= table.rows.length;
      found.tables.push(table);
    }
  }
  if (found.tables.length === 0 && found.processes.length === 0)
    throw new RemoteError('not-understood', found.gaps.join('; '));
  return found;
}

function missingWords(forced: Profile | undefined): string {
  return forced
    ? `không có bảng nào có đủ các cột của loại "${forced}"`
    : 'không có bảng nào có cột mã thủ tục và các cột đi cùng';
}

/** Rows above a table that may say what it is about. */
const mostAbove = 12;

/** Tables one below the other; a header that comes again, as on every printed page, goes on with the same. */
function onSheet(file: string, grid: Grid, forced: TableProfile | undefined): Table[] {
  const tables: Table[] = [];
  let open: { table: Table; columns: ReadonlyMap<Column, number> } | undefined;
  for (let index = 0; index < grid.rows.length; index++) {
    const row = grid.rows[index]!;
    const top = headerAt(grid, index);
    if (top) {
      const last = lastOfHeader(grid, index, top);
      const columns = withLowerHeadings(grid, index, last, top);
      const has = (column: Column) => columns.has(column);
      const profile = forced ? (fits(forced, has) ? forced : undefined) : profileOf(has);
      const same = open && open.table.profile === profile && sameColumns(open.columns, columns);
      if (!same) {
        const above = grid.rows.slice(Math.max(0, index - mostAbove), index).flatMap(each => textsOf(each));
        const about = [...grid.sheet.above, ...above, file];
        open = profile && { table: { profile, rows: [], has, about }, columns };
        if (open) tables.push(open.table);
      }
      index = last;
    } else if (open && isRow(textsOf(row), rowOf(file, grid, row.number, open.columns)))
      open.table.rows.push(rowOf(file, grid, row.number, open.columns));
  }
  return tables;
}

/** Columns by their headings: two or more that mean something, the code among them, and no code in the row. */
function headerAt(grid: Grid, index: number): ReadonlyMap<Column, number> | undefined {
  const columns = new Map<Column, number>();
  const row = grid.rows[index]!;
  if (row.cells.some(cell => cell && looksLikeCode(cell.text))) return undefined;
  addHeadings(columns, row);
  return columns.size >= 2 && columns.has('code') ? columns : undefined;
}

/** Cells of a header are often merged over rows that have nothing of their own. */
function lastOfHeader(grid: Grid, index: number, columns: ReadonlyMap<Column, number>): number {
  const top = grid.rows[index]!.number;
  const code = columns.get('code')!;
  let last = index;
  while (last + 1 < grid.rows.length) {
    const at = grid.shown(grid.rows[last + 1]!.number, code);
    if (!at || at.row !== top) break;
    last++;
  }
  return last;
}

/** One heading over several columns has theirs below it. */
function withLowerHeadings(
  grid: Grid,
  index: number,
  last: number,
  top: ReadonlyMap<Column, number>,
): ReadonlyMap<Column, number> {
  const columns = new Map(top);
  for (const row of grid.rows.slice(index + 1, last + 1)) addHeadings(columns, row);
  return columns;
}

function addHeadings(columns: Map<Column, number>, { cells }: Grid['rows'][number]): void {
  for (const [at, cell] of cells.entries()) {
    const column = cell && columnOf(cell.text);
    if (column && !columns.has(column)) columns.set(column, at);
  }
}

function sameColumns(one: ReadonlyMap<Column, number>, other: ReadonlyMap<Column, number>): boolean {
  return one.size === other.size && [...one].every(([column, at]) => other.get(column) === at);
}

/** Not a heading that stands alone, the row of column numbers, a total or a signature. */
function isRow(texts: readonly string[], row: Row): boolean {
  if (row.text('code') !== '') return !texts.every(text => /^\(?\d{1,2}\)?$/.test(text));
  return texts.length > 2 && row.text('name') !== '';
}

function rowOf(file: string, grid: Grid, number: number, columns: ReadonlyMap<Column, number>): Row {
  const { sheet } = grid;
  const cell = (column: Column) => {
    const at = columns.get(column);
    return at === undefined ? undefined : grid.shown(number, at);
  };
  return {
    place: `${file}, ${nameOf(sheet)}dòng ${number}`,
    cell,
    text: column => cell(column)?.cell.text ?? '',
    where: column => placeName(sheet, number, columns.get(column) ?? 0),
  };
}

function nameOf({ name }: Sheet): string {
  return name === '' ? '' : `${name}, `;
}
