import type { SandboxSeed } from '../seed.ts';
import { guidOf, type Row } from './table-row.ts';

/** Groups every installation has (contract 3.4). */
const usual = [
  ...['Quản trị hệ thống', 'Quản trị đơn vị', 'Cán bộ một cửa', 'Chuyên viên', 'Lãnh đạo phòng'],
  ...['Lãnh đạo đơn vị', 'Văn thư đơn vị'],
];

/** Rows of `nhomnguoidungs`: the usual ones and whoever the seed's workflows name. */
export function userGroups(seed: SandboxSeed): Row[] {
  const names = new Set(usual);
  for (const { workflow } of seed.procedures.flatMap(({ cases }) => cases)) {
    if (workflow === null || typeof workflow === 'string') continue;
    for (const { performer } of workflow.steps) if (performer) names.add(performer);
  }
  return [...names].map(ten => ({ id: userGroupId(ten), ten }));
}

export function userGroupId(name: string): string {
  return guidOf('nhom', name);
}
