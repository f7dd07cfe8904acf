import type ExcelJS from 'exceljs';
import type { Style } from 'exceljs';
import { severities, severityNames } from '../../domain/severity.ts';
import type { CellValue } from '../columns.ts';
import type { ReportModel } from '../model.ts';
import {
  carriedSentence,
  headline,
  sliceName,
  sourceAdvice,
  sourceSentence,
  unreadSystems,
} from '../sentences.ts';
import { toDo } from '../tally.ts';
import { runStatusNames, sentenceCase } from '../words.ts';
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
  if (sliceName(model)) line(['Phạm vi báo cáo', null, sliceName(model)]);

  section('Số sai lệch', 'Số dòng');
  for (const [label, value, note, style] of numbers(model)) line([{ value: label, style }, value, note]);

  section('Ai phải làm gì', 'Cần xử lý', 'Việc tiếp theo, gấp nhất trước');
  for (const part of model.owners) {
    const steps = part.groups
      .filter(group => group.severity !== 'info')
      .slice(0, 5)
      .map(
        group =>
          `• ${model.ruleText(group.rule).title} (${group.tally.total}): ${model.ruleText(group.rule).remedy}`,
      );
    line([
      { value: part.name, style: styles.strong },
      toDo(part.tally),
      steps.join('\n') || 'Không có việc phải làm.',
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
  const { tally, former } = model;
  const rows: [string, number, string | null, Partial<Style>][] = [
    ['Cần xử lý', toDo(tally), 'Không kể mức thông tin và những sai lệch được tạm bỏ qua.', styles.strong],
    ...severities.map(
      severity =>
        [`Mức ${severityNames[severity]}`, tally.bySeverity[severity], null, severityStyles[severity]] as [
          string,
          number,
          null,
          Partial<Style>,
        ],
    ),
    ['Mới so với lần trước', tally.new, null, styles.text],
    ['Còn tồn tại từ lần trước', tally.open, null, styles.text],
    ['Tạm bỏ qua', tally.waived, 'Có người cho phép, kèm lý do và thời hạn.', styles.text],
    ['Tổng số dòng ở trang “Sai lệch”', tally.total, 'Mới, còn tồn tại và tạm bỏ qua.', styles.strong],
  ];
  if (former) {
    rows.push(['Đã hết so với lần trước', former.resolved, 'Không có dòng ở trang “Sai lệch”.', styles.text]);
    rows.push(['Chưa kiểm tra lại được', former.carried, carriedSentence(model) ?? null, styles.text]);
  }
  return rows;
}
