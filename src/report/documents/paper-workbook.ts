import type { Writable } from 'node:stream';
import ExcelJS, { type Style } from 'exceljs';
import { cellText } from '../table/cell-text.ts';
import {
  attachedTo,
  headerCells,
  notKnown,
  type Paper,
  type PaperColumn,
  type PaperRow,
  type PaperTable,
} from './paper.ts';

type Sheet = ExcelJS.Worksheet;
type Look = Partial<Style>;

const font = { name: 'Times New Roman', size: 12 };
const line = { style: 'thin', color: { argb: 'FF000000' } } as const;
const box = { top: line, bottom: line, left: line, right: line };
const middle = { vertical: 'middle', wrapText: true } as const;
// '@' = text: a cell that begins with "=" stays text even when somebody edits it.
const title: Look = {
  font: { ...font, size: 14, bold: true },
  numFmt: '@',
  alignment: { ...middle, horizontal: 'center' },
};
const subtitle: Look = { ...title, font: { ...font, italic: true } };
const header: Look = {
  font: { ...font, bold: true },
  numFmt: '@',
  border: box,
  alignment: { ...middle, horizontal: 'center' },
};
const group: Look = { font: { ...font, bold: true }, numFmt: '@', border: box, alignment: middle };
const note: Look = {
  font: { ...font, size: 11, italic: true },
  numFmt: '@',
  alignment: { vertical: 'top', wrapText: true },
};
const formats = { count: '#,##0', percent: '0.0%', change: '+#,##0;-#,##0;0' } as const;

/** Characters all columns of a table have together: an A4 page, landscape, in 12 points. */
const pageWidth = 130;

/** The tables of a paper as XLSX, a sheet each, printed landscape with the header on every page. Ends `out`. */
export async function writePaperWorkbook(paper: Paper, out: Writable): Promise<void> {
  const book = new ExcelJS.Workbook();
  book.creator = 'dvc-sync';
  book.lastModifiedBy = 'dvc-sync';
  book.title = paper.title.join(' ');
  paper.tables.forEach((table, at) => {
    writeTable(book, table, attachedTo(paper), at === paper.tables.length - 1 ? paper.footnotes : []);
  });
  await book.xlsx.write(out);
  out.end();
}

function writeTable(
  book: ExcelJS.Workbook,
  table: PaperTable,
  belongsTo: string,
  footnotes: readonly string[],
): void {
  const { columns } = table;
  const sheet = book.addWorksheet(table.sheet, {
    pageSetup: {
      ...{ orientation: 'landscape', paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
      firstPageNumber: 1,
    },
    // As in the document: a number in the middle of the upper margin, from the second page on.
    headerFooter: { differentFirst: true, oddHeader: '&C&"Times New Roman,Regular"&13&P' },
  });
  const shares = columns.reduce((sum, { width }) => sum + width, 0);
  columns.forEach(({ width }, at) => {
    sheet.getColumn(at + 1).width = Math.max(5, (width / shares) * pageWidth);
  });
  for (const text of table.title) across(sheet, columns.length, text, title);
  for (const text of [belongsTo, ...table.subtitle]) across(sheet, columns.length, text, subtitle);
  sheet.addRow([]);
  const headerAt = writeHeader(sheet, columns);
  for (const row of table.rows) writeRow(sheet, row, columns);
  for (const text of [...table.notes, ...footnotes]) across(sheet, columns.length, text, note);
  sheet.pageSetup.printTitlesRow = `${headerAt.first}:${headerAt.last}`;
  sheet.views = [{ state: 'frozen', ySplit: headerAt.last }];
}

function writeHeader(sheet: Sheet, columns: readonly PaperColumn[]): { first: number; last: number } {
  const { grouped, top, below } = headerCells(columns);
  const first = sheet.rowCount + 1;
  const last = grouped ? first + 1 : first;
  const upper = sheet.getRow(first);
  const lower = sheet.getRow(last);
  let column = 1;
  const waiting = [...below];
  for (const cell of top) {
    for (let at = column; at < column + cell.columns; at++) {
      put(upper.getCell(at), cell.text, header);
      if (grouped) put(lower.getCell(at), cell.rows === 2 ? cell.text : waiting.shift()!, header);
    }
    if (grouped && cell.rows === 2) sheet.mergeCells(first, column, last, column);
    else if (cell.columns > 1) sheet.mergeCells(first, column, first, column + cell.columns - 1);
    column += cell.columns;
  }
  upper.height = headerHeight(
    top.map(({ text, columns: over, rows }, at) => {
      const from = top.slice(0, at).reduce((sum, cell) => sum + cell.columns, 0);
      const width = widthOf(sheet, from, over);
      return linesOf(text, width) / (grouped ? rows : 1);
    }),
  );
  if (grouped) {
    lower.height = headerHeight(
      columns.map(({ group: of, header: text }, at) =>
        of === undefined ? 1 : linesOf(text, widthOf(sheet, at, 1)),
      ),
    );
  }
  return { first, last };
}

/** Points: spreadsheets do not fit rows with merged cells to what they hold. */
function headerHeight(lines: readonly number[]): number {
  return 6 + 16 * Math.ceil(Math.max(...lines));
}

function widthOf(sheet: Sheet, from: number, over: number): number {
  return Array.from({ length: over }, (_, at) => sheet.getColumn(from + at + 1).width ?? 10).reduce(
    (sum, width) => sum + width,
    0,
  );
}

/** Bold letters are wide, and words do not fill a line to its end. */
function linesOf(text: string, width: number): number {
  return Math.ceil(text.length / Math.max(1, width * 0.75));
}

function writeRow(sheet: Sheet, row: PaperRow, columns: readonly PaperColumn[]): void {
  if (row.kind === 'group') {
    across(sheet, columns.length, row.text, group);
    return;
  }
  const added = sheet.addRow([]);
  columns.forEach((column, at) => {
    const value = row.cells[at] ?? null;
    const cell = added.getCell(at + 1);
    const look: Look = {
      font: { ...font, bold: row.kind === 'total' },
      border: box,
      alignment: { ...middle, horizontal: column.align },
      numFmt: typeof value === 'number' ? formats[column.format ?? 'count'] : '@',
    };
    if (typeof value === 'number') {
      cell.value = value;
      cell.style = look;
    } else put(cell, value ?? notKnown, look);
  });
  // Not every program fits rows to what they hold when it opens a file.
  const lines = columns.map((_, at) =>
    Math.ceil(String(row.cells[at] ?? '').length / (0.9 * widthOf(sheet, at, 1))),
  );
  added.height = 3 + 16 * Math.max(1, ...lines);
}

function across(sheet: Sheet, columns: number, text: string, look: Look): void {
  const row = sheet.addRow([]);
  put(row.getCell(1), text, look);
  if (look.border) for (let at = 2; at <= columns; at++) row.getCell(at).style = look;
  sheet.mergeCells(row.number, 1, row.number, columns);
  row.height = 3 + 16 * Math.max(1, Math.ceil(text.length / (pageWidth * 0.9)));
}

function put(cell: ExcelJS.Cell, text: string, look: Look): void {
  cell.value = cellText(text);
  cell.style = look;
}
