import type { RunSummary } from '../../domain/run.ts';
import { dateAndTime } from '../../domain/time.ts';
import type { SnapshotSummary } from '../../snapshot/model.ts';
import { systemStatusNames } from '../words.ts';

/** Where figures come from, so that they can be traced and nobody takes a part for the whole. One line each. */
export function sourceNotes(
  { runId, startedAt }: Pick<RunSummary, 'runId' | 'startedAt'>,
  snapshots: readonly SnapshotSummary[],
  titleOf: (system: string) => string,
): string[] {
  const read = snapshots.map(
    ({ system, takenAt, status }) =>
      `${titleOf(system)} lúc ${dateAndTime(takenAt)}${status === 'complete' ? '' : ` (${systemStatusNames[status]})`}`,
  );
  const lacking = snapshots.filter(({ status, shrunk }) => status !== 'complete' || shrunk !== undefined);
  return [
    `Nguồn số liệu: lần đối chiếu ${runId}, bắt đầu lúc ${dateAndTime(startedAt)}; đã đọc ${read.join('; ')}.`,
    ...lacking.map(({ system, status, shrunk }) => {
      const why = shrunk && 'số bản ghi ít đi bất thường so với lần đọc trước';
      const effect =
        status === 'unreadable'
          ? 'không có số liệu của hệ thống này'
          : 'số liệu của hệ thống này có thể thấp hơn thực tế';
      return `Lưu ý: ${titleOf(system)} ${systemStatusNames[status]}${why ? ` (${why})` : ''}; ${effect}.`;
    }),
  ];
}
