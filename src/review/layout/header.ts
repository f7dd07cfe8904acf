import type { Level } from '../../domain/level.ts';
import type { ReviewList } from '../../domain/review.ts';
import type { SheetRow } from '../../reading/book.ts';
import { looksLikeCode } from '../../reading/code-cell.ts';
import { type Grid, textsOf } from '../../reading/grid.ts';
import { levelsIn } from '../../reading/level-words.ts';
import { type Claimant, type Grounds, settleClaims, settleOverall } from './ground-columns.ts';
import {
  bearingOf,
  isForFormerCodes,
  isIndexRow,
  isPlanned,
  isPresent,
  listOf,
  type Role,
  roleOf,
} from './words.ts';

/** Columns of one list; several stand side by side where a sheet has several lists next to each other. */
export interface Columns extends Grounds {
  from: number;
  to: number;
  number?: number;
  code?: number;
  /** Further columns in which codes stand, without a name between. */
  codes: number[];
  name?: number;
  agency?: number;
  reason?: number;
  /** Columns of levels; `of` where a column is about one level only and is marked, `now` where it says what is. */
  levels: { column: number; of?: Level; now?: true }[];
  /** The same of levels that shall be; remarks may stand there as well. */
  plans: Columns['levels'];
  /** Columns whose heading says nothing we look for; remarks may stand there. */
  others: number[];
  /** Headings by column, for messages. */
  titles: readonly string[];
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
  return { next, columns: columnsOf(titles, valuesBelow(grid, next)) };
}

/** So many rows tell what a column holds. */
const sampled = 300;

/** What stands in a column down to the next header. */
function valuesBelow(grid: Grid, from: number): (column: number) => string[] {
  let to = from;
  while (to < grid.rows.length && to - from < sampled && !beginsHeader(grid.rows[to]!)) to++;
  const rows = grid.rows
    .slice(from, to)
    .filter(row => row.cells.some(cell => cell && looksLikeCode(cell.text)));
  return column => rows.flatMap(row => row.cells[column]?.text || []);
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
  // The name of a procedure may well speak of legislation or conditions; a number or code column that has something
  // of its own says that it is a row.
  const filled = first.cells.some((cell, column) => {
    const text = row.cells[column]?.text;
    const role = cell && roleOf(cell.text);
    if (text === undefined || (role !== 'number' && role !== 'code' && role !== 'name')) return false;
    return roleOf(text) !== role;
  });
  if (filled) return false;
  const codeColumn = first.cells.findIndex(cell => cell && roleOf(cell.text) === 'code');
  const merged = codeColumn >= 0 && (grid.shown(row.number, codeColumn)?.row ?? row.number) < row.number;
  const named = own.some(text => ['technical', 'legal', 'overall', 'level'].includes(roleOf(text) ?? ''));
  return own.length > 0 && own.every(text => text.length <= 160) && (named || merged);
}

/** One list after the other from left to right: a second column of numbers or codes begins the next. */
function columnsOf(titles: readonly string[][], valuesOf: (column: number) => string[]): Columns[] {
  const lists: (Columns & { claimants: Claimant[] })[] = [];
  let open: (typeof lists)[number] | undefined;
  const blank: number[] = [];
  const isFormer = (column: number) => isForFormerCodes(titles[column]!.join(' '));
  titles.forEach((parts, column) => {
    // The lowest part says most exactly what the column is; the upper ones which list it belongs to.
    const part = [...parts].reverse().find(each => roleOf(each)) ?? parts.join(' ');
    const role = roleOf(part);
    if (!role) {
      blank.push(column);
      return;
    }
    const further = open && open.code !== undefined && open.name === undefined;
    if (open && role === 'code' && (further || isFormer(column))) {
      open.codes.push(column);
      return;
    }
    const again = open && (role === 'number' || role === 'code') && open[role] !== undefined;
    if (!open || again) {
      open = {
        from: column,
        to: column,
        grounds: {},
        reasons: {},
        levels: [],
        plans: [],
        codes: [],
        others: [],
        titles: titles.map(each => each.join(' ')),
        claimants: [],
      };
      lists.push(open);
    }
    open.to = column;
    if (role === 'technical' || role === 'legal' || role === 'overall') {
      // Not merged: what stands above the first ground goes for the one beside it, too.
      const own = parts.map(each => listOf(each)).find(Boolean);
      const list = own ?? open.claimants.at(-1)?.list ?? lastKey(open.grounds) ?? 'unsaid';
      if (role === 'overall') open.grounds[list] = { overall: column, ...open.grounds[list] };
      else
        open.claimants.push({
          column,
          kind: role,
          list,
          bearing: bearingOf(part),
          grouped: own !== undefined && parts.length > 1,
          values: valuesOf(column),
        });
    } else if (role === 'level') {
      const levels = levelsIn(part);
      const [of] = levels;
      const now = parts.some(isPresent);
      const about = {
        column,
        ...(of !== undefined && levels.size === 1 && { of }),
        ...(now && { now: true as const }),
      };
      if (isPlanned(part)) {
        blank.push(column);
        open.plans.push(about);
      } else open.levels.push(about);
    } else open[role] ??= column;
  });
  for (const list of lists) {
    const coded = (column: number) => valuesOf(column).filter(looksLikeCode).length;
    // "Mã DVC" of a system's own beside "Mã TTHC".
    const [code, ...others] = [list.code, ...list.codes]
      .filter(column => column !== undefined)
      .sort((a, b) => Number(isFormer(a)) - Number(isFormer(b)) || coded(b) - coded(a));
    if (code !== undefined) list.code = code;
    list.codes = others.filter(column => coded(column) > 0 && !isFormer(column));
    blank.push(...others.filter(column => !list.codes.includes(column)));
    settleClaims(list, list.claimants);
    for (const grounds of Object.values(list.grounds)) settleOverall(grounds, titles);
  }
  const found = lists.filter(({ code, name }) => code !== undefined || name !== undefined);
  // The rest of a row belongs to its list: marks may stand in columns without a header.
  found.forEach((list, index) => {
    list.from = index === 0 ? 0 : list.from;
    list.to = (found[index + 1]?.from ?? Number.POSITIVE_INFINITY) - 1;
    list.others = blank.filter(column => column >= list.from && column <= list.to);
  });
  return found.map(({ claimants: _settled, ...list }) => list);
}

const lastKey = (grounds: Columns['grounds']) =>
  Object.keys(grounds).at(-1) as ReviewList | 'unsaid' | undefined;
