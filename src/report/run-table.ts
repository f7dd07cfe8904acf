import type { RunCounts } from '../domain/run.ts';
import type { RunRow } from '../store/runs/runs.ts';
import { type Column, list } from './table/table.ts';
import { runStatusNames } from './words.ts';

/** A run that came to no end has no figures. */
function figure(title: string, part: keyof RunCounts, more: Partial<Column<RunRow>> = {}): Column<RunRow> {
  return { title, number: true, cell: ({ summary }) => summary?.counts[part] ?? null, ...more };
}

export const runTable = list<RunRow>([
  { title: 'Lần chạy', page: false, cell: ({ id }) => id },
  { title: 'Bắt đầu', head: true, cell: ({ startedAt }) => ({ moment: startedAt }) },
  { title: 'Kết quả', plain: true, cell: ({ status }) => runStatusNames[status] },
  figure('Chưa kiểm tra lại', 'unchecked'),
  figure('Cần xử lý', 'toDo'),
  figure('Đã hết', 'resolved', { page: false }),
  figure('Tạm bỏ qua', 'waived', { page: false }),
]);
