import type { ReviewList } from '../../domain/review.ts';
import { looksLikeCode } from '../code-repair.ts';
import type { SheetRow } from '../reading/book.ts';
import { type Grid, textsOf } from './grid.ts';
import { isIndexRow, listOf, type Role, roleOf } from './words.ts';

/** Columns of the two grounds, or the one that stands for both. */
export interface GroundColumns {
  technical?: number;
  legal?: number;
  overall?: number;
}

/** Columns of one list; several stand side by side where a sheet has several lists next to each other. */
export interface Columns {
  from: number;
  to: number;
  number?: number;
  code?: number;
  name?: number;
  agency?: number;
  reason?: number;
  /** Ground columns by the list their header speaks of; `unsaid` where it speaks of none. */
  grounds: Partial<Record<ReviewList | 'unsaid', GroundColumns>>;
}

export interface Header {
  /** Index of the first row below the header. */
  next: number;
  columns: Columns[];
}

/** Rows a header takes at most: titles of columns, their parts, column numbers. */
const tallest = 4;

/** The header that begins at a row, if one does: found by its words, wherever its columns stand. */
export function headerAt(grid: Grid, index: number): Header | undefined {
  const first = grid.rows[index]!;
  if (!beginsHeader(first)) return undefined;
  let next = index + 1;
  while (next < grid.rows.length && next - index < tallest && continuesHeader(grid, first, grid.rows[next]!))
    next++;
  const rows = grid.rows.slice(index, next);
  const titles = Array.from({ length: grid.width }, (_, column) => {
    const parts = rows.flatMap(row => grid.shown(row.number, column)?.cell.text ?? []);
    return [...new Set(parts)];
  });
  while (next < grid.rows.length && isIndexRow(textsOf(grid.rows[next]!))) next++;
  return { next, columns: columnsOf(titles) };
}

function beginsHeader(row: SheetRow): boolean {
  const roles = new Set<Role>();
  for (const cell of row.cells) {
    if (!cell) continue;
    if (looksLikeCode(cell.text)) return false;
    const role = roleOf(cell.text);
    if (role) roles.add(role);
  }
  return roles.size >= 2 && (roles.has('code') || (roles.has('name') && roles.has('number')));
}

/** The second row of a header names parts of columns, or only fills what is merged above it. */
function continuesHeader(grid: Grid, first: SheetRow, row: SheetRow): boolean {
  if (row.number - first.number > tallest || beginsHeader(row)) return false;
  const own = row.cells.flatMap(cell => (cell ? [cell.text] : []));
  if (own.some(looksLikeCode) || isIndexRow(own)) return false;
  // The name of a procedure may well speak of legislation; a number before it says that it is a row.
  const [start] = own;
  if (start !== undefined && /^\d+$/.test(start)) return false;
  const codeColumn = first.cells.findIndex(cell => cell && roleOf(cell.text) === 'code');
  const merged = codeColumn >= 0 && (grid.shown(row.number, codeColumn)?.row ?? row.number) < row.number;
  const named = own.some(text => ['technical', 'legal', 'overall'].includes(roleOf(text) ?? ''));
  return own.length > 0 && own.every(text => text.length <= 160) && (named || merged);
}

/** One list after the other from left to right: a second column of numbers or codes begins the next. */
function columnsOf(titles: readonly string[][]): Columns[] {
  const lists: Columns[] = [];
  let open: Columns | undefined;
  titles.forEach((parts, column) => {
    // The lowest part says most exactly what the column is; the upper ones which list it belongs to.
    const role = [...parts].reverse().map(roleOf).find(Boolean) ?? roleOf(parts.join(' '));
    if (!role) return;
    const again = open && (role === 'number' || role === 'code') && open[role] !== undefined;
    if (!open || again) {
      open = { from: column, to: column, grounds: {} };
      lists.push(open);
    }
    open.to = column;
    if (role === 'technical' || role === 'legal' || role === 'overall') {
      // Not merged: what stands above the first ground goes for the one beside it, too.
      const list =
        parts.map(part => listOf(part)).find(Boolean) ?? Object.keys(open.grounds).at(-1) ?? 'unsaid';
      const grounds: GroundColumns = open.grounds[list as ReviewList] ?? {};
      grounds[role] ??= column;
      open.grounds[list as ReviewList] = grounds;
    } else open[role] ??= column;
  });
  for (const list of lists) for (const grounds of Object.values(list.grounds)) settleOverall(grounds, titles);
  const found = lists.filter(({ code, name }) => code !== undefined || name !== undefined);
  // The rest of a row belongs to its list: marks may stand in columns without a header.
  found.forEach((list, index) => {
    list.from = index === 0 ? 0 : list.from;
    list.to = (found[index + 1]?.from ?? Number.POSITIVE_INFINITY) - 1;
  });
  return found;
}

/** "Đủ điều kiện" merged over two columns that nobody named: technical first, as in the plan. */
function settleOverall(grounds: GroundColumns, titles: readonly string[][]): void {
  const { overall } = grounds;
  if (overall === undefined) return;
  delete grounds.overall;
  if (grounds.technical !== undefined || grounds.legal !== undefined) {
    if (grounds.technical === undefined) grounds.technical = overall;
    else if (grounds.legal === undefined) grounds.legal = overall;
  } else if (titles[overall + 1]?.join() === titles[overall]?.join()) {
    grounds.technical = overall;
    grounds.legal = overall + 1;
  } else grounds.overall = overall;
}
