import type { Workbook } from '@cj-tech-master/excelts';
import { reviewListNames } from '../../domain/review.ts';
import { type FileAnswer, replacedText, stateNames } from '../../review/answer.ts';
import { resultSheetName } from '../../review/layout/result-sheet-name.ts';
import { cellText } from '../table/cell-text.ts';
import { rowHeight } from '../table/row-height.ts';
import { type CellStyle, styles } from '../table/sheet-styles.ts';
import { onPaper, pageNumbers } from '../table/workbook.ts';

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
export function addResultSheet(book: Workbook, answer: FileAnswer): void {
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
