import { type TaskRow, taskStateNames } from '../domain/task.ts';
import { sentenceCase } from '../words/sentence.ts';
import type { CellValue } from './columns.ts';
import type { TaskList } from './tasks-model.ts';

export interface TaskColumn {
  header: string;
  /** Width in the workbook, in characters. */
  width: number;
  value(task: TaskRow, list: TaskList): CellValue;
}

/** The columns of a work list; who does the work reads from the left, what keeps it apart stands behind. */
export const taskColumns: readonly TaskColumn[] = [
  { header: 'Hạn', width: 12, value: task => task.due && { day: task.due } },
  { header: 'Mã TTHC', width: 13, value: task => task.procedure },
  { header: 'Tên thủ tục', width: 44, value: task => task.procedureName },
  { header: 'Đơn vị', width: 34, value: agencyNames },
  { header: 'Việc cần làm', width: 60, value: task => task.what },
  { header: 'Giá trị cần nhập', width: 44, value: task => valueLines(task) || null },
  { header: 'Nơi làm', width: 34, value: (task, list) => list.link(task) },
  { header: 'Bên xử lý', width: 14, value: (task, list) => list.ownerName(task.owner) },
  { header: 'Tình trạng', width: 14, value: stateWords },
  { header: 'Lần chạy gần nhất thấy', width: 40, value: task => task.note },
  { header: 'Cách xử lý', width: 50, value: (task, list) => list.remedy(task) },
  {
    header: 'Hệ thống',
    width: 24,
    value: (task, list) => (task.system === null ? null : list.systemTitle(task.system)),
  },
  { header: 'Mã đơn vị', width: 16, value: task => task.agencies.join(', ') || null },
  { header: 'Trường hợp', width: 16, value: task => task.case },
  { header: 'Có từ', width: 17, value: task => ({ moment: task.openedAt }) },
  { header: 'Người xác nhận', width: 18, value: task => task.confirmed?.by ?? null },
  { header: 'Lý do xác nhận', width: 30, value: task => task.confirmed?.reason ?? null },
  { header: 'Mã việc', width: 36, value: task => task.key },
];

/** How many columns, from the left, go on paper. */
export const printedColumns = 9;

export function stateWords(task: TaskRow, list: TaskList): string {
  return list.isLate(task) ? 'Quá hạn' : sentenceCase(taskStateNames[task.state]);
}

/** Names, at most twenty; their codes stand in a column of their own. */
function agencyNames(task: TaskRow, list: TaskList): string | null {
  const shown = task.agencies.slice(0, 20).map(list.agencyName);
  const left = task.agencies.length - shown.length;
  return [...shown, ...(left > 0 ? [`và ${left} đơn vị khác`] : [])].join('\n') || null;
}

function valueLines(task: TaskRow): string {
  return task.values.map(({ label, value }) => `${label}: ${value}`).join('\n');
}
