import { dayText } from '../../domain/time.ts';
import type { LiveService } from '../../review/newly-live.ts';
import { procedureColumns } from '../documents/columns.ts';
import type { Names } from '../names.ts';
import { list } from '../table/table.ts';

/** Services that went live, and who has told people of them. */
export function liveTable(names: Names) {
  return list<LiveService>([
    ...procedureColumns(40),
    { title: 'Đơn vị', cell: ({ agency }) => names.agency(agency) },
    { title: 'Từ ngày', cell: ({ since }) => ({ day: since }) },
    {
      title: 'Đã công khai',
      cell: ({ published }) => (published ? `${dayText(published.on)}, ${published.place}` : 'chưa xác nhận'),
    },
  ]);
}
