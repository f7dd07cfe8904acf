import type { Fill, Worksheet } from '@cj-tech-master/excelts';
import { reviewListNames } from '../../domain/review.ts';
import { cleanText } from '../../domain/text.ts';
import type { Book, Sheet } from '../../reading/book.ts';
import { type FileAnswer, type Place, replacedText, stateNames } from '../../review/answer.ts';
import { ownNote, resultSheetName } from '../../review/layout/result-sheet-name.ts';
import { cellText } from '../printable.ts';
import { rowHeight } from '../table/row-height.ts';
import { type CellStyle, solid, styles } from '../table/sheet-styles.ts';
import { freeSheetName, onPaper, pageNumbers } from '../table/workbook.ts';
import { Workbook } from '../table/workbook-library.ts';

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

/** As wide together as a sheet of A4. */
const columns: [title: string, width: number][] = [
  ['Kết quả', 12],
  ['Trang tính', 12],
  ['Ô', 8],
  ['Nội dung', 38],
  ['Ghi trong tệp', 14],
  ['Hiểu là', 14],
  ['Cần làm', 28],
  ['Có thể là', 22],
];

const whole = columns.reduce((sum, [, width]) => sum + width, 0);

/** The sheet "Kết quả nhập": what was accepted, and every row that needs somebody, in order of urgency. */
function addResultSheet(book: Workbook, answer: FileAnswer): void {
  book.getWorksheet(resultSheetName)?.destroy();
  const sheet = book.addWorksheet(resultSheetName, {
    views: [{ showGridLines: false }],
    pageSetup: { ...onPaper },
    headerFooter: pageNumbers,
  });
  // Texts only: what stood in a cell as text can never become a formula here.
  const add = (cells: readonly string[], style: CellStyle = styles.text) => {
    const row = sheet.addRow(cells.map(text => (text === '' ? null : cellText(text))));
    row.eachCell(cell => {
      cell.style = style;
    });
    row.height = Math.max(...cells.map((text, at) => rowHeight(text, style, columns[at]![1])));
  };
  const across = (text: string, style: CellStyle = styles.headline) => {
    const row = sheet.addRow([cellText(text)]);
    row.getCell(1).style = style;
    row.height = rowHeight(text, style, whole);
    sheet.mergeCells(row.number, 1, row.number, columns.length);
  };
  columns.forEach(([, width], index) => {
    sheet.getColumn(index + 1).width = width;
  });
  across(`Kết quả nhập danh mục rà soát: ${answer.file.name}`, styles.title);
  across(
    `${stateNames[answer.state]}; ${answer.accepted} dòng được nhận (${answer.corrected} có sửa), ${answer.questioned} cần hỏi lại, ${answer.rejected} không nhận`,
  );
  if (!answer.checked) across('Chưa có danh mục quốc gia để đối chiếu mã; mới kiểm tra được dạng của mã.');
  for (const { agencyName, list, accepted, questioned, rejected } of answer.lists)
    across(
      `${agencyName}, ${reviewListNames[list]}: nhận ${accepted}, cần hỏi ${questioned}, không nhận ${rejected}`,
    );
  for (const each of answer.superseded) across(`Thay cho ${replacedText(each, answer.lists)}`);
  const header = sheet.addRow([]).number + 1;
  sheet.pageSetup.printTitlesRow = `${header}:${header}`;
  add(
    columns.map(([title]) => title),
    styles.header,
  );
  for (const problem of answer.problems)
    add([
      problem.kind === 'rejected' ? 'Không nhận' : 'Cần hỏi lại',
      problem.sheet ?? '',
      problem.cell ?? (problem.row === null ? '' : `dòng ${problem.row}`),
      problem.reason,
      '',
      '',
      problem.todo,
      problem.suggestions.map(({ code, name }) => `${code} ${name}`).join('; '),
    ]);
  for (const { sheet: on, row, cell, what, from, to } of answer.corrections)
    add(['Đã sửa', on ?? '', cell ?? `dòng ${row}`, what, from, to, '', '']);
  for (const { sheet: on, row, cell, text } of answer.unknownReasons)
    add(['Lý do chưa có mã', on ?? '', cell ?? `dòng ${row}`, text, '', '', '', '']);
  for (const { sheet: on, row, cell, text } of answer.notes)
    add(['Ghi chú', on ?? '', cell ?? (row === null ? '' : `dòng ${row}`), text, '', '', '', '']);
}
