import type { Workbook } from '@cj-tech-master/excelts';
import { reviewListNames } from '../../domain/review.ts';
import { type FileAnswer, stateNames } from '../../review/answer.ts';
import { resultSheetName } from '../../review/layout/result-sheet-name.ts';
import { cellText } from '../table/cell-text.ts';
import { rowHeight } from '../table/lines-of.ts';
import { styles } from '../table/sheet-styles.ts';
import { onWidthOfA4 } from '../table/workbook.ts';

/** As wide together as a sheet of A4 bears with letters of eight points. */
const columns: [title: string, width: number][] = [
  ['Kết quả', 12],
  ['Trang tính', 13],
  ['Ô', 9],
  ['Nội dung', 42],
  ['Ghi trong tệp', 18],
  ['Hiểu là', 18],
  ['Cần làm', 32],
  ['Có thể là', 28],
];

/** The sheet "Kết quả nhập": what was accepted, and every row that needs somebody, in order of urgency. */
export function addResultSheet(book: Workbook, answer: FileAnswer): void {
  book.getWorksheet(resultSheetName)?.destroy();
  const sheet = book.addWorksheet(resultSheetName, {
    views: [{ showGridLines: false }],
    pageSetup: { ...onWidthOfA4, orientation: 'landscape' },
  });
  const add = (cells: readonly string[], style: object = styles.text) => {
    // Texts only: what stood in a cell as text can never become a formula here.
    const row = sheet.addRow(cells.map(text => (text === '' ? null : cellText(text))));
    row.eachCell(cell => {
      cell.style = style;
    });
    if (style === styles.text) row.height = rowHeight(cells, at => columns[at]?.[1] ?? 10);
    return row;
  };
  columns.forEach(([, width], index) => {
    sheet.getColumn(index + 1).width = width;
  });
  add([`Kết quả nhập danh mục rà soát: ${answer.file.name}`], styles.title);
  add(
    [
      `${stateNames[answer.state]}; ${answer.accepted} dòng được nhận (${answer.corrected} có sửa), ${answer.questioned} cần hỏi lại, ${answer.rejected} không nhận`,
    ],
    styles.headline,
  );
  if (!answer.checked)
    add(['Chưa có danh mục quốc gia để đối chiếu mã; mới kiểm tra được dạng của mã.'], styles.headline);
  for (const { agencyName, list, accepted, questioned, rejected } of answer.lists)
    add(
      [
        `${agencyName}, ${reviewListNames[list]}: nhận ${accepted}, cần hỏi ${questioned}, không nhận ${rejected}`,
      ],
      styles.headline,
    );
  add([]);
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
