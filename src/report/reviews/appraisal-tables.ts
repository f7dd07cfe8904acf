import type { Names } from '../names.ts';
import { list } from '../table/table.ts';

/** How far a unit's eligible rows are appraised. */
export interface AppraisalProgress {
  agency: string;
  eligible: number;
  passed: number;
  toComplete: number;
  returned: number;
}

export function progressTable(names: Names) {
  return list<AppraisalProgress>([
    { title: 'Đơn vị', width: 40, head: true, cell: ({ agency }) => names.agency(agency) },
    { title: 'Đủ điều kiện', width: 12, number: true, cell: ({ eligible }) => eligible },
    { title: 'Đạt', width: 12, number: true, cell: ({ passed }) => passed },
    { title: 'Cần hoàn thiện', width: 12, number: true, cell: ({ toComplete }) => toComplete },
    { title: 'Trả lại', width: 12, number: true, cell: ({ returned }) => returned },
    {
      ...{ title: 'Chưa thẩm định', width: 12, number: true },
      cell: ({ eligible, passed, toComplete, returned }) =>
        Math.max(0, eligible - passed - toComplete - returned),
    },
  ]);
}
