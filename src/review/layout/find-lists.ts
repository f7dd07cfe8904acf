import type { ReviewList } from '../../domain/review.ts';
import type { Book, Sheet, SheetRow } from '../../reading/book.ts';
import { looksLikeCode } from '../../reading/code-cell.ts';
import { type Grid, gridOf, textsOf } from '../../reading/grid.ts';
import { isException, isLegend } from '../statements.ts';
import { holdsCode, isStruckOut, type ListRows, mayBeRow, takeRow } from './found-rows.ts';
import { type Columns, headerAt } from './header.ts';
import { resultSheetName } from './result-sheet-name.ts';
import { beginsList, beginsOther, isClosing, listOf } from './words.ts';

/** A list as it stands on a sheet, before anybody has said whose and which it is. */
export interface FoundList extends ListRows {
  sheet: Sheet;
  /** Row of its header. */
  header: number;
  /** Lines above its header since the list before. */
  titles: string[];
  /** In a document the table before it: what its own titles do not say, that one's do. */
  before?: FoundList;
}

export interface FoundLists extends ReadLists {
  /** Hidden sheets, which are only read where no visible one has a list. */
  hidden: Sheet[];
}

interface ReadLists {
  lists: FoundList[];
  /** Rows with a code that stand below no header that could be understood. */
  loose: { sheet: Sheet; row: number; column: number }[];
  /** Rows without a code that may be of a list: below no header, or in a list but neither numbered nor named. */
  unread: { sheet: Sheet; row: number; inList: boolean }[];
  /** Notes below a list that take something out of it. */
  exceptions: { sheet: Sheet; row: number; text: string }[];
  /** Rows of lists that are struck out or hidden whole. */
  struck: { sheet: Sheet; row: number }[];
}

/** Every list of a book, found by header words. */
export function findLists(book: Book): FoundLists {
  const sheets = book.sheets.filter(({ name }) => name !== resultSheetName);
  const visible = sheets.filter(({ hidden }) => !hidden);
  const hidden = sheets.filter(sheet => sheet.hidden);
  const found = onSheets(visible);
  if (found.lists.length > 0 || hidden.length === 0) return { ...found, hidden };
  return { ...onSheets(sheets), hidden: [] };
}

function onSheets(sheets: readonly Sheet[]): ReadLists {
  const found: ReadLists = { lists: [], loose: [], unread: [], exceptions: [], struck: [] };
  let above: string[] = [];
  for (const sheet of sheets) {
    const before = found.lists.length;
    onSheet(gridOf(sheet), above, found);
    // In documents the name of the unit and the title often stand in a table of their own, without lines.
    if (found.lists.length > before || sheet.places === 'letters') above = [];
    else above.push(...sheet.above, ...sheet.rows.flatMap(row => textsOf(row)));
  }
  return found;
}

/** Adds what a sheet has to what those before it had. */
function onSheet(
  grid: Grid,
  above: readonly string[],
  { lists: found, loose, unread, exceptions, struck }: ReadLists,
): void {
  const { sheet, rows } = grid;
  const before = found.at(-1);
  const lists: FoundList[] = [];
  let open: FoundList[] = [];
  let lines = [...above, ...sheet.above];
  // A table that Word has cut in two goes on without a header, perhaps below the name of the next unit.
  if (sheet.places === 'numbers' && before && (lines.length === 0 || goesOn(before, lines, rows)))
    open = [
      {
        ...before,
        sheet,
        header: 0,
        rows: [],
        sections: [],
        ...(lines.length > 0 && { titles: lines, headings: [], before }),
      },
    ];
  lists.push(...open);
  for (let index = 0; index < rows.length; ) {
    const row = rows[index]!;
    const header = headerAt(grid, index);
    if (header) {
      open = begun(open, header.columns, lines, row.number, sheet, before);
      lists.push(...open.filter(list => !lists.includes(list)));
      lines = [];
      index = header.next;
      continue;
    }
    index++;
    if (open.some(list => isStruckOut(list, row))) {
      struck.push({ sheet, row: row.number });
      continue;
    }
    const taken = open.map(list => takeRow(grid, list, row, rows[index]));
    // Of lists side by side, one that has nothing there must not swallow what the other could not use.
    if (taken.includes(true) || (taken.length > 0 && taken.every(each => each === undefined))) {
      for (const list of open) list.legend ??= legendBeside(list, row);
      lines = [];
      continue;
    }
    const texts = textsOf(row);
    lines.push(...texts);
    const legend = texts.find(isLegend);
    if (legend) for (const list of open) list.legend ??= legend;
    const exception = open.length > 0 && texts.find(isException);
    if (exception) exceptions.push({ sheet, row: row.number, text: exception });
    if (texts.some(text => open.some(({ of }) => beginsOther(text, of)))) open = [];
    const column = row.cells.findIndex(cell => cell && holdsCode(cell.text));
    if (column >= 0) loose.push({ sheet, row: row.number, column });
    else if (
      mayBeRow(
        texts,
        open.some(({ closed }) => !closed),
      )
    )
      unread.push({ sheet, row: row.number, inList: open.length > 0 });
  }
  found.push(...lists.filter(({ header, rows: own }) => header > 0 || own.length > 0));
}

/** A legend may stand beside the rows of a list, where its header has nothing. */
function legendBeside({ columns }: FoundList, { cells }: SheetRow): string | undefined {
  return cells.find((cell, column) => cell && !columns.titles[column] && isLegend(cell.text))?.text;
}

/** A header again without a new title, over the same grounds, is the same list on its next page. */
function begun(
  open: readonly FoundList[],
  columns: readonly Columns[],
  lines: readonly string[],
  header: number,
  sheet: Sheet,
  before: FoundList | undefined,
): FoundList[] {
  const again = open.every(
    ({ columns: own, of }, index) => agree(own, columns[index]) && !lines.some(line => beginsOther(line, of)),
  );
  if (open.length === columns.length && again) {
    for (const [index, list] of open.entries()) list.columns = columns[index]!;
    return [...open];
  }
  const titles = titleLines(lines);
  return columns.map(each => ({
    sheet,
    columns: each,
    header,
    titles,
    of: kindOf(each) ?? listOf(titles.join(' ')),
    rows: [],
    headings: [],
    sections: [],
    closed: false,
    ...(lines.some(isLegend) && { legend: lines.find(isLegend)! }),
    ...(before && sheet.places === 'numbers' && { before }),
  }));
}

/** Which list the head of a table says it is; undefined where it does not, or it is one for both. */
function kindOf({ grounds }: Columns): ReviewList | undefined {
  const [kind, ...more] = Object.keys(grounds).filter(each => each !== 'unsaid');
  return more.length === 0 ? (kind as ReviewList | undefined) : undefined;
}

/** Two heads speak of the same lists, or one of them does not say of which. */
function agree(...heads: (Columns | undefined)[]): boolean {
  const said = heads.map(head =>
    Object.keys(head?.grounds ?? {})
      .filter(list => list !== 'unsaid')
      .sort()
      .join(),
  );
  return said.includes('') || said[0] === said[1];
}

/** Codes stand where the table before has them, and nothing says that another list begins. */
function goesOn({ columns }: FoundList, lines: readonly string[], rows: readonly SheetRow[]): boolean {
  const { code } = columns;
  if (code === undefined || lines.some(beginsList)) return false;
  return rows.some(({ cells }) => looksLikeCode(cells[code]?.text ?? ''));
}

/** From the title on, what comes before it is the end of the list before: notes, date, signature. */
function titleLines(lines: readonly string[]): string[] {
  const start = lines.findLastIndex(line => beginsList(line) && !/^danh mục/i.test(line));
  return [
    ...lines.slice(0, Math.max(start, 0)).filter(line => !isClosing(line)),
    ...lines.slice(Math.max(start, 0)),
  ];
}
