import type ExcelJS from 'exceljs';
import type { Style } from 'exceljs';
import { severities, severityNames } from '../../domain/severity.ts';
import { sentenceCase } from '../../words/sentence.ts';
import type { CellValue } from '../columns.ts';
import type { ReportModel } from '../model.ts';
import {
  headline,
  idleWords,
  sliceName,
  sourceAdvice,
  sourceSentence,
  uncheckedSentence,
  unreadSystems,
} from '../sentences.ts';
import { rowWords } from '../tally.ts';
import { runStatusNames } from '../words.ts';
import { severityStyles, styles } from './styles.ts';
import { type StyledCell, writeRow } from './table-sheet.ts';

type Book = ExcelJS.stream.xlsx.WorkbookWriter;

/** "Tổng hợp": the sheet people open first; every number here is a number of rows of "Sai lệch". */
export async function writeSummarySheet(book: Book, model: ReportModel): Promise<void> {
  const sheet = book.addWorksheet('Tổng hợp', {
    views: [{ state: 'frozen', ySplit: 2, showGridLines: false }],
    pageSetup: { orientation: 'portrait', paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.columns = [{ width: 44 }, { width: 20 }, { width: 90 }];
  const line = (cells: StyledCell[], height?: number) => writeRow(sheet, cells, height);
  const section = (title: string, second: CellValue = null, third: CellValue = null) => {
    line([]);
    line(
      [title, second, third].map(value => ({ value, style: styles.section })),
      22,
    );
  };

  line([{ value: `Báo cáo sai lệch dịch vụ công trực tuyến – ${model.place}`, style: styles.title }], 30);
  line([{ value: headline(model), style: styles.headline }], 24);
  const unchecked = uncheckedSentence(model);
  if (unchecked) line([{ value: unchecked, style: styles.text }], 48);
  if (sliceName(model)) line(['Phạm vi báo cáo', null, sliceName(model)]);

  section('Số sai lệch', 'Số dòng');
  for (const [label, value, note, style] of numbers(model)) line([{ value: label, style }, value, note]);

  section('Ai phải làm gì', 'Cần xử lý', 'Làm gì trước, gấp nhất trước');
  for (const part of model.owners) {
    const steps = part.groups
      .filter(({ standing }) => standing === 'toDo')
      .slice(0, 5)
      .map(
        group =>
          `• ${model.ruleText(group.rule).title} (${group.tally.total}): ${model.ruleText(group.rule).remedy}`,
      );
    line([
      { value: part.name, style: styles.strong },
      part.tally.toDo,
      [part.tally.unchecked > 0 && `${sentenceCase(idleWords(model, part.tally))}.`, ...steps]
        .filter(Boolean)
        .join('\n') || `${sentenceCase(idleWords(model, part.tally))}.`,
    ]);
  }

  const unread = unreadSystems(model);
  if (unread.length > 0) {
    section('Nguồn chưa đọc đủ', null, 'Cần làm gì');
    for (const system of unread) line([sourceSentence(system), null, sourceAdvice(system, model)]);
  }

  section('Lần chạy');
  line(['Mã lần chạy', null, model.summary.runId]);
  line(['Kết quả', null, sentenceCase(runStatusNames[model.summary.status])]);
  line(['Bắt đầu', { moment: model.summary.startedAt }]);
  line(['Kết thúc', { moment: model.summary.finishedAt }]);
  sheet.commit();
}

function numbers(model: ReportModel): [string, number, string | null, Partial<Style>][] {
  const { tally, resolved } = model;
  const rows: [string, number, string | null, Partial<Style>][] = [
    [
      'Chưa kiểm tra lại được',
      tally.unchecked,
      'Đã thấy trước đây; lần này chưa đọc đủ nguồn nên chưa rõ còn hay hết.',
      styles.strong,
    ],
    [
      'Cần xử lý',
      tally.toDo,
      'Thấy trong lần này; không kể mức thông tin và những sai lệch được tạm bỏ qua.',
      styles.strong,
    ],
    ...severities.map(
      severity =>
        [`Mức ${severityNames[severity]}`, tally.bySeverity[severity], null, severityStyles[severity]] as [
          string,
          number,
          null,
          Partial<Style>,
        ],
    ),
    ['Mới so với lần trước', tally.fresh, 'Trong số cần xử lý.', styles.text],
    ['Còn tồn tại từ lần trước', tally.toDo - tally.fresh, 'Trong số cần xử lý.', styles.text],
    ['Tạm bỏ qua', tally.states.waived, 'Có người cho phép, kèm lý do và thời hạn.', styles.text],
    ['Tổng số dòng ở trang “Sai lệch”', tally.total, `${sentenceCase(rowWords(tally))}.`, styles.strong],
  ];
  if (resolved !== null)
    rows.push(['Đã hết so với lần trước', resolved, 'Không có dòng ở trang “Sai lệch”.', styles.text]);
  return rows;
}
