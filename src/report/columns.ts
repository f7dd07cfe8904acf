import { severityNames } from '../domain/severity.ts';
import { tierNames } from '../domain/tier.ts';
import { listWords, sentenceCase } from '../words/sentence.ts';
import type { ReportModel } from './model.ts';
import type { DiscrepancyRow } from './source.ts';
import { stateNames } from './words.ts';

interface Moment {
  /** ISO 8601. */
  moment: string;
}

/** A day without a time, `YYYY-MM-DD`. */
interface Day {
  day: string;
}

export type CellValue = string | number | Moment | Day | null;

export interface RowColumn {
  header: string;
  /** Width in the workbook, in characters. */
  width: number;
  value(row: DiscrepancyRow, model: ReportModel): CellValue;
}

/** The columns of the list of discrepancies, the same in the workbook and in the CSV. */
export const rowColumns: readonly RowColumn[] = [
  { header: 'Mức sai lệch', width: 14, value: row => sentenceCase(severityNames[row.severity]) },
  { header: 'Trạng thái', width: 14, value: row => sentenceCase(stateNames[row.state]) },
  { header: 'Loại sai lệch', width: 30, value: (row, model) => model.ruleText(row.rule).title },
  { header: 'Nội dung', width: 70, value: row => row.message },
  { header: 'Việc cần làm', width: 50, value: (row, model) => model.ruleText(row.rule).remedy },
  { header: 'Trách nhiệm', width: 14, value: (row, model) => model.ownerName(row.owner) },
  { header: 'Mã TTHC', width: 13, value: row => row.procedure },
  {
    header: 'Tên thủ tục',
    width: 50,
    value: (row, model) => (row.procedure === null ? null : (model.procedureName(row.procedure) ?? null)),
  },
  { header: 'Mã đơn vị', width: 12, value: ({ units }) => (units.length === 1 ? units[0]! : null) },
  {
    header: 'Đơn vị',
    width: 30,
    value: ({ units }, model) =>
      units.length === 0 ? null : listWords(units.map(model.agencyName), 'đơn vị'),
  },
  {
    header: 'Hệ thống',
    width: 24,
    value: (row, model) => (row.system === null ? null : model.systemTitle(row.system)),
  },
  { header: 'Trường hợp, cấp hoặc mã', width: 18, value: row => keyName(row.key) },
  { header: 'Phải là', width: 40, value: row => row.expected },
  { header: 'Đang là', width: 40, value: row => row.actual },
  { header: 'Phát hiện lần đầu', width: 17, value: row => ({ moment: row.firstSeen }) },
  { header: 'Thấy gần nhất', width: 17, value: row => ({ moment: row.lastSeen }) },
  { header: 'Tạm bỏ qua: lý do', width: 30, value: row => row.waiver?.reason ?? null },
  { header: 'Người cho bỏ qua', width: 18, value: row => row.waiver?.by ?? null },
  {
    header: 'Bỏ qua đến',
    width: 17,
    value: row => (row.waiver?.until ? { moment: row.waiver.until } : null),
  },
  { header: 'Mã quy tắc', width: 22, value: row => row.rule },
  { header: 'Mã sai lệch', width: 20, value: row => row.fingerprint },
];

/** A tier in words, any other key as it is. */
export function keyName(key: string | null): string | null {
  return key !== null && Object.hasOwn(tierNames, key) ? tierNames[key as keyof typeof tierNames] : key;
}
