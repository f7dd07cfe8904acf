import type ExcelJS from 'exceljs';
import { sentenceCase } from '../../words/sentence.ts';
import { levelOrder } from '../html/charts/levels-chart.ts';
import type { ReportModel } from '../model.ts';
import { sourceAdvice } from '../sentences.ts';
import { systemStatusNames } from '../words.ts';
import { styles, toneStyles } from './styles.ts';
import { TableSheet } from './table-sheet.ts';

const columnsOf = (model: ReportModel) => [
  { header: 'Nguồn', width: 32 },
  { header: 'Tên cấu hình', width: 16 },
  { header: 'Tình trạng', width: 18 },
  { header: 'Thủ tục', width: 11 },
  { header: 'Dịch vụ tại đơn vị', width: 13 },
  { header: 'Đơn vị', width: 10 },
  { header: 'Bản ghi lỗi', width: 11 },
  ...levelOrder.map(level => ({ header: model.levelWords(level).head, width: 10 })),
  { header: 'Số yêu cầu', width: 11 },
  { header: 'Thời gian đọc (giây)', width: 13 },
  { header: 'Lý do chưa đọc đủ', width: 60 },
  { header: 'Cần làm gì', width: 60 },
  { header: 'Ghi chú', width: 60 },
];

/** "Nguồn dữ liệu": what was read of each system, and the levels found there. */
export async function writeSourceSheet(
  book: ExcelJS.stream.xlsx.WorkbookWriter,
  model: ReportModel,
): Promise<void> {
  const sheet = new TableSheet(book, 'Nguồn dữ liệu', columnsOf(model));
  for (const system of model.systems) {
    const levels = model.summary.levels[system.name];
    const complete = system.status === 'complete';
    await sheet.add([
      { value: system.title, style: styles.strong },
      system.name,
      {
        value: sentenceCase(systemStatusNames[system.status]),
        style: complete ? toneStyles.good : toneStyles.bad,
      },
      system.procedures,
      system.offerings,
      system.agencies,
      system.quarantined,
      ...levelOrder.map(level => levels?.[level] ?? null),
      system.requests,
      Math.round(system.durationMs / 100) / 10,
      system.error,
      complete ? null : sourceAdvice(system, model),
      system.notes?.join('\n') || null,
    ]);
  }
  sheet.end();
}
