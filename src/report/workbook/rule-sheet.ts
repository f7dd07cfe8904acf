import type ExcelJS from 'exceljs';
import { severityNames } from '../../domain/severity.ts';
import { sentenceCase } from '../../words/sentence.ts';
import type { ReportModel } from '../model.ts';
import { ruleStatusNames } from '../words.ts';
import { severityStyles, styles, toneStyles } from './styles.ts';
import { TableSheet } from './table-sheet.ts';

const columns = [
  { header: 'Loại sai lệch', width: 38 },
  { header: 'Mức sai lệch', width: 14 },
  { header: 'Trách nhiệm', width: 14 },
  { header: 'Chưa kiểm tra lại', width: 14 },
  { header: 'Cần xử lý', width: 12 },
  { header: 'Mới', width: 10 },
  { header: 'Thông tin', width: 12 },
  { header: 'Tạm bỏ qua', width: 13 },
  { header: 'Số dòng', width: 10 },
  { header: 'Kết quả đánh giá', width: 20 },
  { header: 'Lý do, nguồn chưa đánh giá được', width: 40 },
  { header: 'Nội dung quy tắc', width: 60 },
  { header: 'Vì sao', width: 60 },
  { header: 'Việc cần làm', width: 60 },
  { header: 'Mã quy tắc', width: 24 },
];

/** "Theo quy tắc": every rule with its outcome, also those that found nothing. */
export async function writeRuleSheet(
  book: ExcelJS.stream.xlsx.WorkbookWriter,
  model: ReportModel,
): Promise<void> {
  const sheet = new TableSheet(book, 'Theo quy tắc', columns);
  for (const { text, outcome, tally } of model.rules) {
    const evaluated = outcome?.status === 'evaluated';
    const skipped = outcome?.skipped.map(name => model.systemTitle(name)).join(', ');
    await sheet.add([
      { value: text.title, style: styles.strong },
      { value: sentenceCase(severityNames[text.severity]), style: severityStyles[text.severity] },
      model.ownerName(text.owner),
      tally.unchecked,
      tally.toDo,
      tally.fresh,
      tally.bySeverity.info,
      tally.states.waived,
      tally.total,
      {
        value: outcome ? sentenceCase(ruleStatusNames[outcome.status]) : 'Không bật',
        style: evaluated ? toneStyles.good : outcome ? toneStyles.bad : styles.text,
      },
      [outcome?.reason, skipped && `Bỏ qua: ${skipped}`].filter(Boolean).join(' ') || null,
      text.what,
      text.why,
      text.remedy,
      text.id,
    ]);
  }
  sheet.end();
}
