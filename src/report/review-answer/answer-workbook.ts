import type { Fill, Worksheet } from '@cj-tech-master/excelts';
import { cleanText } from '../../domain/text.ts';
import type { Book, Sheet } from '../../reading/book.ts';
import type { FileAnswer, Place } from '../../review/answer.ts';
import { ownNote } from '../../review/layout/result-sheet-name.ts';
import { cellText } from '../table/cell-text.ts';
import { rowHeight } from '../table/row-height.ts';
import { freeSheetName } from '../table/sheet-name.ts';
import { styles } from '../table/sheet-styles.ts';
import { onPaper } from '../table/workbook.ts';
import { Workbook } from '../table/workbook-library.ts';
import { addResultSheet } from './result-sheet.ts';

/** By these our marks of an earlier answer are known again. */
const fills = {
  rejected: solid('FFF8CBAD'),
  questioned: solid('FFFFE699'),
  corrected: solid('FFDDEBF7'),
} as const;

/** Comments of one sheet; the sheet "Kết quả nhập" names all places. */
const mostNotes = 2_000;

/**
 * The sender's own workbook with the cells marked and a sheet "Kết quả nhập" added: XLSX keeps its look, other forms
 * become a fresh XLSX with the same cells. A sheet nobody set up for paper is as wide as a page of A4. Without macros, links to other files, and formulas that were not there.
 */
export async function answerWorkbook(book: Book | undefined, answer: FileAnswer): Promise<Uint8Array> {
  if (book?.safeCopy) {
    try {
      return await written(marked(await loaded(book.safeCopy, book.sheets.length), answer), answer);
    } catch {
      // Workbooks that other programs wrote are not always to this one's taste; the answer must go out all the same.
    }
  }
  return written(marked(freshBook(book?.sheets ?? []), answer), answer);
}

async function loaded(copy: Uint8Array, sheets: number): Promise<Workbook> {
  const workbook = new Workbook();
  await workbook.xlsx.load(copy.slice().buffer);
  // It leaves out what does not lie where Excel puts it.
  if (workbook.worksheets.length < sheets) throw new Error('sheets are missing');
  return workbook;
}

async function written(workbook: Workbook, answer: FileAnswer): Promise<Uint8Array> {
  for (const { pageSetup } of workbook.worksheets) if (!isSetUp(pageSetup)) Object.assign(pageSetup, onPaper);
  addResultSheet(workbook, answer);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** Its sender chose paper, direction or size. Libraries write "portrait" of their own accord. */
function isSetUp({ fitToPage, paperSize, orientation, scale = 100 }: Worksheet['pageSetup']): boolean {
  return fitToPage || paperSize !== undefined || orientation === 'landscape' || scale !== 100;
}

function marked(workbook: Workbook, answer: FileAnswer): Workbook {
  const sheets = new Map(workbook.worksheets.map(sheet => [cleanText(sheet.name), sheet]));
  for (const sheet of sheets.values()) clearMarks(sheet);
  const count = new Map<string, number>();
  const mark = (place: Place, text: string, fill: Fill) => {
    const sheet = place.sheet === null ? undefined : sheets.get(place.sheet);
    const address = addressOf(place);
    const marks = count.get(place.sheet ?? '') ?? 0;
    if (!sheet || !address || marks >= mostNotes) return;
    count.set(place.sheet ?? '', marks + 1);
    const cell = sheet.getCell(address.row, address.column);
    // Cells that look alike share what says how they look: it is replaced, not changed.
    cell.style = { ...cell.style, fill };
    cell.note = ownNote + cellText(text);
  };
  for (const { what, from, to, ...place } of answer.corrections)
    mark(place, `đã hiểu "${from}" là ${to} (${what})`, fills.corrected);
  for (const { kind, reason, todo, suggestions, ...place } of answer.problems) {
    const meant = suggestions.map(({ code, name }) => `${code} ${name}`).join('; ');
    mark(place, `${reason}. Cần làm: ${todo}.${meant && ` Có thể là: ${meant}`}`, fills[kind]);
  }
  return workbook;
}

/** A workbook that was answered before, corrected and sent again. */
function clearMarks(sheet: Worksheet): void {
  sheet.eachRow(row =>
    row.eachCell(cell => {
      if (typeof cell.note !== 'string' || !cell.note.startsWith(ownNote)) return;
      // The library takes no note away, it only has a shorter one.
      cell.note = undefined as never;
      cell.style = { ...cell.style, fill: { type: 'pattern', pattern: 'none' } };
    }),
  );
}

/** `C12`, "dòng 12, cột 3"; a row without a cell is marked at its beginning. */
function addressOf({ row, cell }: Place): { row: number; column: number } | undefined {
  const letters = /^([A-Z]+)(\d+)$/.exec(cell ?? '');
  if (letters) {
    const column = [...letters[1]!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    return { row: Number(letters[2]), column };
  }
  const numbers = /^dòng (\d+), cột (\d+)$/.exec(cell ?? '');
  if (numbers) return { row: Number(numbers[1]), column: Number(numbers[2]) };
  return row === null ? undefined : { row, column: 1 };
}

/** Of a list as most units send it. */
const widthOf = (column: number) => (column === 3 ? 60 : 18);

function freshBook(sheets: readonly Sheet[]): Workbook {
  const workbook = new Workbook();
  const taken = new Set<string>();
  for (const { name, rows, merges } of sheets) {
    // Sheet names of other programs may be longer or hold what XLSX does not allow.
    const sheet = workbook.addWorksheet(freeSheetName(name, 'Trang', taken));
    const spread = new Set(merges.map(({ top, left }) => `${top} ${left}`));
    for (const { number, cells } of rows)
      cells.forEach((cell, column) => {
        if (!cell || cell.text === '') return;
        const at = sheet.getCell(number, column + 1);
        at.value = cellText(cell.text);
        at.style = styles.text;
        if (spread.has(`${number} ${column}`)) return;
        const height = rowHeight(cell.text, styles.text, widthOf(column + 1));
        sheet.getRow(number).height = Math.max(sheet.getRow(number).height ?? 0, height);
      });
    for (const { top, left, bottom, right } of merges)
      if (bottom - top < 1_000 && !overlaps(sheet, top, left, bottom, right))
        sheet.mergeCells(top, left + 1, bottom, right + 1);
    for (let column = 1; column <= sheet.columnCount; column++)
      sheet.getColumn(column).width = widthOf(column);
  }
  return workbook;
}

function overlaps(sheet: Worksheet, top: number, left: number, bottom: number, right: number): boolean {
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++)
      if (sheet.findCell(row, column + 1)?.isMerged) return true;
  return false;
}

function solid(argb: string): Fill {
  return { type: 'pattern', pattern: 'solid', fgColor: { argb } };
}
