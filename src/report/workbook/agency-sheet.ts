import type ExcelJS from 'exceljs';
import { tierNames } from '../../domain/tier.ts';
import { sentenceCase } from '../../words/sentence.ts';
import type { ReportModel } from '../model.ts';
import { styles } from './styles.ts';
import { TableSheet } from './table-sheet.ts';

const columns = [
  { header: 'Mã đơn vị', width: 14 },
  { header: 'Đơn vị', width: 44 },
  { header: 'Cấp', width: 16 },
  { header: 'Chưa kiểm tra lại', width: 14 },
  { header: 'Cần xử lý', width: 12 },
  { header: 'Nghiêm trọng', width: 14 },
  { header: 'Lớn', width: 10 },
  { header: 'Nhỏ', width: 10 },
  { header: 'Thông tin', width: 12 },
  { header: 'Mới', width: 10 },
  { header: 'Tạm bỏ qua', width: 13 },
  { header: 'Tổng số dòng', width: 14 },
  { header: 'Các loại sai lệch', width: 80 },
];

/** "Theo đơn vị": worst first; a row about several units stands at each; the last line holds what is about none. */
export async function writeAgencySheet(
  book: ExcelJS.stream.xlsx.WorkbookWriter,
  model: ReportModel,
): Promise<void> {
  const sheet = new TableSheet(book, 'Theo đơn vị', columns);
  for (const { agency, tally, rules } of model.agencies) {
    const { critical, major, minor, info } = tally.bySeverity;
    await sheet.add([
      agency?.code ?? null,
      { value: agency?.name ?? 'Không thuộc đơn vị nào', style: styles.strong },
      agency ? sentenceCase(tierNames[agency.tier]) : null,
      tally.unchecked,
      tally.toDo,
      critical,
      major,
      minor,
      info,
      tally.fresh,
      tally.states.waived,
      tally.total,
      rules.map(([rule, rows]) => `${model.ruleText(rule).title} (${rows})`).join('; '),
    ]);
  }
  sheet.end();
}
