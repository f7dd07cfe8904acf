import type { Level } from '../../domain/level.ts';
import type { GroundKind, ReviewList } from '../../domain/review.ts';
import type { Cell, SheetRow } from '../../reading/book.ts';
import { looksLikeCode } from '../../reading/code-cell.ts';
import { type Grid, type Shown, textsOf } from '../../reading/grid.ts';
import { markOf } from '../marks.ts';
import { isException, isLegend, statementAt } from '../statements.ts';
import { markColumns } from './ground-columns.ts';
import type { Columns } from './header.ts';
import {
  beginsList,
  beginsOther,
  headerKey,
  isClosing,
  isIndexRow,
  isTotal,
  type RemarkColumn,
  remarkColumn,
} from './words.ts';

/** What of a list its rows are taken by, and into. */
export interface ListRows {
  columns: Columns;
  /** Which list its head or titles say it is. */
  of: ReviewList | undefined;
  rows: FoundRow[];
  /** Lines that stand alone so far. */
  headings: readonly string[];
  /** Of those, numbered ones above rows that are numbered below them: perhaps procedures whose code is missing. */
  sections: { row: number; name: string }[];
  /** What a line says of colours or type in which rows are written, which nobody reads. */
  legend?: string | undefined;
  /** Notes or signatures have come: what follows is no row unless it has a code or a number. */
  closed: boolean;
}

export interface FoundRow {
  row: number;
  hidden: boolean;
  code: Shown | undefined;
  /** Cells of further columns of codes. */
  codes: Shown[];
  name: Shown | undefined;
  agency: Shown | undefined;
  reason: Shown | undefined;
  /** What stands in the way of one ground, beside its column of marks. */
  reasons: Record<GroundKind, Shown | undefined>;
  /** Cells of columns of levels; `of` where the column is about one level and is marked. */
  levels: { shown: Shown | undefined; of?: Level; now?: true }[];
  /** The same of levels that shall be. */
  plans: FoundRow['levels'];
  /** Cells of columns nothing is known of; but for a `note`, or a word on the row, they may lack what has nothing to do with the list. */
  remarks: (Shown & { about: RemarkColumn })[];
  grounds: Partial<Record<ReviewList | 'unsaid', FoundGrounds>>;
  /** Lines above that stand alone, since the header: fields of work, or the unit whose rows follow. */
  headings: readonly string[];
  /** Marks of further lines of its procedure, and the last of these lines. */
  further: FurtherLine[];
  to?: number;
  /** A cell outside the column of codes that holds what looks like one. */
  stray: Shown | undefined;
  /** What of its cells is struck out or hidden. */
  struck: { column: number; text: string }[];
}

interface FurtherLine {
  grounds: FoundRow['grounds'];
  /** Only stands directly below, under no merged code: a signature may, too. */
  loose: boolean;
}

export interface FoundGrounds extends Partial<Record<GroundKind, Shown | undefined>> {
  /** Where several columns claim one ground: all of them, the one above first. */
  rivals?: Partial<Record<GroundKind, { column: number; shown: Shown | undefined }[]>>;
}

/** The cells of a row in which marks stand, whatever list they are of. */
export function markCells({ grounds, further }: Pick<FoundRow, 'grounds' | 'further'>): Shown[] {
  return [grounds, ...further.map(line => line.grounds)]
    .flatMap(line => Object.values(line))
    .flatMap(({ technical, legal }) => [technical, legal])
    .filter(shown => shown !== undefined);
}

/** What stands in columns of reasons. */
export function reasonsGiven({ reason, reasons }: FoundRow): Shown[] {
  return [reason, reasons.technical, reasons.legal].filter(shown => shown !== undefined);
}

/** What is said of a row beside its marks, where that of a column of reasons is a word on the row. */
export function saidBeside(row: FoundRow): FoundRow['remarks'] {
  return [...row.remarks, ...reasonsGiven(row).map(shown => ({ ...shown, about: 'word' as const }))];
}

/**
 * Takes a row into a list if it is one of its procedures or says nothing more; false for lines that stand alone,
 * undefined where the list's columns, and those to their right, are empty.
 */
export function takeRow(
  grid: Grid,
  list: ListRows,
  row: SheetRow,
  next: SheetRow | undefined,
): boolean | undefined {
  const { columns } = list;
  const texts = textsOf(row, columns.from, columns.to);
  if (texts.length === 0)
    return row.cells.every((cell, column) => !cell || column < columns.from) ? undefined : false;
  const at = (column: number | undefined) =>
    column === undefined ? undefined : grid.shown(row.number, column);
  const own = (column: number | undefined) => (column === undefined ? undefined : row.cells[column]);
  const levels = (of: Columns['levels']) =>
    of.map(({ column, ...about }) => ({ shown: at(column), ...about }));
  const code = own(columns.code);
  const stray = code ? undefined : strayCode(row, columns);
  const codeStruck = columns.code !== undefined && row.struck?.[columns.code] !== undefined;
  if (!isCoded(code, own(columns.name)) && !stray && !codeStruck) {
    if (isIndexRow(texts) || (!hasNumber(columns, own) && texts.some(isTotal))) return true;
    const last = list.rows.at(-1);
    const further = last && furtherLine(columns, row, at, last);
    if (further) {
      last.further.push({ grounds: groundsAt(columns, at), loose: further === 'loose' });
      last.to = row.number;
      return true;
    }
    const more = last && !list.closed ? goesOnBeside(columns, row, last) : undefined;
    if (more) {
      last!.remarks.push(more);
      last!.to = row.number;
      return true;
    }
    if (!markColumns(columns).some(own) && isSection(columns, row, next)) {
      list.headings = [...list.headings, ...texts];
      const name = own(columns.name)?.text;
      if (name) list.sections.push({ row: row.number, name });
      return true;
    }
    const closes = texts.some(isClosing);
    if (!isProcedure(columns, own, closes || list.closed)) {
      // "Chưa đủ điều kiện" where nobody marks anything is a heading, too.
      const heads = !markColumns(columns).some(own) && texts.every(text => /\p{L}{2}/u.test(text));
      if (
        texts.length <= 2 &&
        !closes &&
        !texts.some(text => beginsOther(text, list.of)) &&
        (heads || !mayBeRow(texts, !list.closed))
      )
        list.headings = [...list.headings, ...texts];
      list.closed ||= closes;
      return false;
    }
  }
  list.closed = false;
  list.rows.push({
    row: row.number,
    hidden: row.hidden,
    ...{ code: at(columns.code), name: at(columns.name), agency: at(columns.agency), stray },
    codes: columns.codes.flatMap(column => at(column) ?? []),
    reason: at(columns.reason),
    reasons: { technical: at(columns.reasons.technical), legal: at(columns.reasons.legal) },
    levels: levels(columns.levels),
    plans: levels(columns.plans),
    remarks: columns.others.flatMap(column => {
      const shown = at(column);
      return shown ? { ...shown, about: remarkColumn(columns.titles[column] ?? '') } : [];
    }),
    grounds: groundsAt(columns, at),
    headings: list.headings,
    further: [],
    struck: (row.struck ?? []).flatMap((text, column) =>
      text !== undefined && column >= columns.from && column <= columns.to ? [{ column, text }] : [],
    ),
  });
  return true;
}

/**
 * A further line of the procedure above: its code is merged over several rows, or the line only goes on with what stands
 * in the cells of marks.
 */
function furtherLine(
  columns: Columns,
  row: SheetRow,
  at: (column: number | undefined) => Shown | undefined,
  last: FoundRow,
): 'merged' | 'loose' | undefined {
  const over = at(columns.code);
  if (over && over.row < row.number) {
    const own = (column: number | undefined) => row.cells[column ?? -1];
    // One that is numbered and has a name of its own is a procedure whose code is missing.
    const another = hasNumber(columns, own) && own(columns.name) !== undefined;
    return last.row >= over.row && !another ? 'merged' : undefined;
  }
  const begun = markCells(last).map(({ column }) => column);
  const texts = textsOf(row, columns.from, columns.to);
  const goesOn =
    row.number === (last.to ?? last.row) + 1 &&
    // A mark may be that of a row whose code and name are missing, a number that of a total.
    texts.every(text => markOf(text) === 'text' && !isClosing(text)) &&
    row.cells.every(
      (cell, column) => !cell || column < columns.from || column > columns.to || begun.includes(column),
    );
  return goesOn ? 'loose' : undefined;
}

/**
 * A remark or a name that goes on in the next row, where it is all that stands there. A heading stands in the first
 * columns, and begins like one: with a capital letter or a number.
 */
function goesOnBeside(
  columns: Columns,
  row: SheetRow,
  last: FoundRow,
): FoundRow['remarks'][number] | undefined {
  if (row.number !== (last.to ?? last.row) + 1) return undefined;
  const column = row.cells.findIndex(Boolean);
  const cell = row.cells[column];
  if (!cell || row.cells.slice(column + 1).some(Boolean)) return undefined;
  const { text } = cell;
  if ([isClosing, isException, isLegend, isTotal, beginsList].some(is => is(text))) return undefined;
  const shown = { cell, row: row.number, column };
  if (column === columns.name && /^[^\p{L}\p{N}]*\p{Ll}|^\(/u.test(text))
    return headsOthers(text) ? undefined : { ...shown, about: belowName(text) };
  const title = columns.others.includes(column) ? columns.titles[column] : undefined;
  return title ? { ...shown, about: remarkColumn(title) } : undefined;
}

/** A heading without a capital letter: "các thủ tục còn vướng mắc:". */
function headsOthers(text: string): boolean {
  return (
    (/^(?:cac|nhung|nhom)\b/.test(headerKey(text)) || /:\s*$/.test(text)) &&
    statementAt('below', text) !== undefined
  );
}

/** What a line below a name is: most go on with it, and tell of which case it is. */
function belowName(text: string): RemarkColumn {
  const said = statementAt('below', text);
  if (said === 'denied' || markOf(text) === 'not-met') return 'note';
  const ofCase = /\b(?:truong hop|doi voi|chua co|phai|bat buoc|khi)\b/.test(headerKey(text));
  return said && !ofCase ? 'name' : 'other';
}

/** What stands in the ground columns of a row. */
function groundsAt(
  columns: Columns,
  at: (column: number | undefined) => Shown | undefined,
): FoundRow['grounds'] {
  const grounds: FoundRow['grounds'] = {};
  for (const [of, { technical, legal, overall, rivals }] of Object.entries(columns.grounds))
    grounds[of as ReviewList] = {
      ...{ technical: at(technical ?? overall), legal: at(legal ?? overall) },
      ...(rivals && {
        rivals: Object.fromEntries(
          Object.entries(rivals).map(([kind, own]) => [
            kind,
            own.map(column => ({ column, shown: at(column) })),
          ]),
        ),
      }),
    };
  return grounds;
}

/** Something in the column of codes that can only be meant as one. */
function isCoded(code: Cell | undefined, name: Cell | undefined): boolean {
  if (!code) return false;
  return looksLikeCode(code.text) || (code.kind !== 'text' && (code.kind !== 'number' || name !== undefined));
}

/** A row without a code that is a procedure all the same: numbered or marked, with something to name it by. */
function isProcedure(
  columns: Columns,
  own: (column: number | undefined) => Cell | undefined,
  closed: boolean,
): boolean {
  const named = own(columns.name) !== undefined || own(columns.code) !== undefined;
  return named && (hasNumber(columns, own) || (!closed && markColumns(columns).some(own)));
}

function hasNumber(columns: Columns, own: (column: number | undefined) => Cell | undefined): boolean {
  return /^\d+[.)]?$/.test(own(columns.number)?.text ?? '');
}

/** "1 · Lĩnh vực hộ tịch" above "1.1": a part of the list by its number. */
function isSection({ number }: Columns, { cells }: SheetRow, next: SheetRow | undefined): boolean {
  if (number === undefined || !next) return false;
  const [own, below] = [cells, next.cells].map(of => of[number]?.text.replace(/(?<![.,)])[.,)]+$/, '') ?? '');
  return /^\d{1,3}$/.test(own!) && below!.replace(/[.,]\d{1,3}$/, '') === own && below !== own;
}

/** A code that slipped into another column. */
function strayCode(row: SheetRow, columns: Columns): Shown | undefined {
  const column = row.cells.findIndex(
    (cell, index) =>
      cell && index >= columns.from && index <= columns.to && /^\s*\d\s*[.,]\s*\d{6}(?!\d)/.test(cell.text),
  );
  return column < 0 ? undefined : { cell: row.cells[column]!, row: row.number, column };
}

/** Nothing is left that says which procedure it was: neither its code nor its name, or not a word at all. */
export function isStruckOut({ columns }: ListRows, { cells, struck }: SheetRow): boolean {
  if (!struck) return false;
  const identifying = [columns.code, columns.name].filter(column => column !== undefined);
  const gone = identifying.some(column => struck[column] !== undefined);
  return !cells.some(Boolean) || (gone && !identifying.some(column => cells[column]));
}

/** Does a cell hold a code, perhaps among other words? */
export function holdsCode(text: string): boolean {
  return looksLikeCode(text) || /(?<!\d)\d[.,]\d{6}(?!\d)/.test(text);
}

/** Within a list, whatever fills three cells; elsewhere what is numbered or marked. Titles, totals and signatures are none. */
export function mayBeRow(texts: readonly string[], inList: boolean): boolean {
  if (isIndexRow(texts) || texts.some(text => isTotal(text) || beginsList(text))) return false;
  if (texts.length >= 3 && /^\d{1,4}[.)]?$/.test(texts[0]!)) return true;
  if (texts.some(isClosing)) return false;
  const marked = texts.filter(isMark).length;
  if (marked === texts.length) return marked > 1 || (marked > 0 && inList);
  return texts.length >= 3 ? inList || marked > 0 : marked > 0;
}

/** A tick, a cross, or a word that says as much. */
export function isMark(text: string): boolean {
  return ['tick', 'met', 'not-met', 'cross', 'box'].includes(markOf(text));
}
