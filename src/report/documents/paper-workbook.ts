import type { Form } from '../forms.ts';
import { linesOf } from '../table/lines-of.ts';
import type { CellStyle } from '../table/sheet-styles.ts';
import {
  type Book,
  drained,
  onWidthOfA4,
  put,
  rowsBetweenDrains,
  type Sheet,
  workbook,
} from '../table/workbook.ts';
import {
  attachedTo,
  cellWords,
  headerCells,
  notKnown,
  type Paper,
  type PaperRow,
  type PaperTable,
} from './paper.ts';

const font = { name: 'Times New Roman', size: 12 };
const line = { style: 'thin', color: { argb: 'FF000000' } } as const;
const box = { top: line, bottom: line, left: line, right: line };
const middle = { vertical: 'middle', wrapText: true } as const;
const centred = { ...middle, horizontal: 'center' } as const;
// '@' = text: a cell that begins with "=" stays text even when somebody edits it.
const numFmt = '@';
const looks = {
  title: { font: { ...font, size: 14, bold: true }, numFmt, alignment: centred },
  subtitle: { font: { ...font, italic: true }, numFmt, alignment: centred },
  header: { font: { ...font, bold: true }, numFmt, border: box, alignment: centred },
  heading: { font: { ...font, bold: true }, numFmt, border: box, alignment: middle },
  note: {
    font: { ...font, size: 11, italic: true },
    numFmt,
    alignment: { vertical: 'top', wrapText: true },
  },
} satisfies Record<string, CellStyle>;
const formats = { count: '#,##0', percent: '0.0%', change: '+#,##0;-#,##0;0' } as const;

/** Letters that fit on a unit of width, in the font of papers; bold ones are wider. */
const usual = 0.9;
const wide = 0.8;

/** Characters all columns of a table have together: an A4 page, landscape, in 12 points. */
const pageWidth = 130;

/** The tables of a paper as XLSX, a sheet each, printed landscape with the header on every page. */
export function paperWorkbook(paper: Paper): Form {
  const { file, head, title, tables, footnotes } = paper;
  const sheets = tables.map((table, at) => (book: Book) => {
    book.title = title.join(' ');
    return writeTable(book, table, attachedTo(paper), at === tables.length - 1 ? footnotes : []);
  });
  return workbook(`${file}.xlsx`, head.date, sheets);
}

async function writeTable(
  book: Book,
  { name, title, subtitle = [], columns, rows, notes = [] }: PaperTable,
  belongsTo: string,
  footnotes: readonly string[],
): Promise<void> {
  const { grouped } = headerCells(columns);
  const first = title.length + subtitle.length + 3;
  const last = grouped ? first + 1 : first;
  const sheet = book.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: last }],
    pageSetup: {
      ...{ ...onWidthOfA4, orientation: 'landscape', firstPageNumber: 1 },
      printTitlesRow: `${first}:${last}`,
    },
    // As in the document: a number in the middle of the upper margin, from the second page on.
    headerFooter: { differentFirst: true, oddHeader: '&C&"Times New Roman,Regular"&13&P' },
  });
  const shares = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => Math.max(5, (width / shares) * pageWidth));
  sheet.columns = widths.map(width => ({ width }));
  for (const text of title) across(sheet, columns.length, text, looks.title);
  for (const text of [belongsTo, ...subtitle]) across(sheet, columns.length, text, looks.subtitle);
  sheet.addRow([]).commit();
  writeHeader(sheet, columns, widths);
  for (const [at, row] of rows.entries()) {
    writeRow(sheet, row, columns, widths);
    if (at % rowsBetweenDrains === 0) await drained(book);
  }
  for (const text of [...notes, ...footnotes]) across(sheet, columns.length, text, looks.note);
  sheet.commit();
}

function writeHeader(sheet: Sheet, columns: PaperTable['columns'], widths: readonly number[]): void {
  const { grouped, top, below } = headerCells(columns);
  const upper = sheet.addRow([]);
  const lower = grouped ? sheet.addRow([]) : undefined;
  const waiting = [...below];
  const lines = { upper: [1], lower: [1] };
  let column = 1;
  for (const { text, columns: over, rows } of top) {
    const next = column + over;
    const width = widths.slice(column - 1, next - 1).reduce((sum, each) => sum + each, 0);
    lines.upper.push(linesOf(text, wide * width) / (lower ? rows : 1));
    for (let at = column; at < next; at++) {
      put(upper.getCell(at), text, looks.header);
      if (!lower) continue;
      const under = rows === 2 ? text : waiting.shift()!;
      if (rows === 1) lines.lower.push(linesOf(under, wide * widths[at - 1]!));
      put(lower.getCell(at), under, looks.header);
    }
    if (lower && rows === 2) sheet.mergeCells(upper.number, column, lower.number, column);
    else if (over > 1) sheet.mergeCells(upper.number, column, upper.number, next - 1);
    column = next;
  }
  upper.height = headerHeight(lines.upper);
  if (lower) lower.height = headerHeight(lines.lower);
  (lower ?? upper).commit();
}

/** Points: spreadsheets do not fit rows with merged cells to what they hold. */
function headerHeight(lines: readonly number[]): number {
  return 6 + 16 * Math.ceil(Math.max(...lines));
}

function writeRow(
  sheet: Sheet,
  row: PaperRow,
  columns: PaperTable['columns'],
  widths: readonly number[],
): void {
  if ('heading' in row) {
    across(sheet, columns.length, row.heading, looks.heading);
    return;
  }
  const added = sheet.addRow([]);
  let lines = 1;
  columns.forEach(({ cell, align = 'right', format = 'count' }, at) => {
    const value = cell(row.row, row.number) ?? notKnown;
    const shown = typeof value === 'number' ? formats[format] : numFmt;
    put(added.getCell(at + 1), value, lookOf(align, shown, row.total ?? false));
    // Not every program fits rows to what they hold when it opens a file.
    lines = Math.max(lines, linesOf(cellWords(value, { format }), usual * widths[at]!));
  });
  added.height = 3 + 16 * lines;
  added.commit();
}

const cellLooks = new Map<string, CellStyle>();

/** Kept: there are a few, and a table has tens of thousands of cells. */
function lookOf(align: 'left' | 'center' | 'right', shown: string, bold: boolean): CellStyle {
  const key = `${align} ${bold} ${shown}`;
  let look = cellLooks.get(key);
  if (!look) {
    look = {
      font: { ...font, bold },
      border: box,
      alignment: { ...middle, horizontal: align },
      numFmt: shown,
    };
    cellLooks.set(key, look);
  }
  return look;
}

function across(sheet: Sheet, columns: number, text: string, look: CellStyle): void {
  const row = sheet.addRow([]);
  put(row.getCell(1), text, look);
  if (look.border) for (let at = 2; at <= columns; at++) row.getCell(at).style = look;
  sheet.mergeCells(row.number, 1, row.number, columns);
  row.height = 3 + 16 * linesOf(text, usual * pageWidth);
  row.commit();
}
