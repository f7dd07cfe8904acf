import { type AccountRole, type Action, mayDo } from '../../app/permissions.ts';

interface Room {
  address: string;
  name: string;
  /** Who finds something there. */
  action: Action;
}

/** What stands at the head of every page, in this order. A new room is a line. */
const all: readonly Room[] = [
  { address: '/', name: 'Tổng quan', action: 'read-slice' },
  { address: '/sai-lech', name: 'Sai lệch', action: 'read-slice' },
  { address: '/don-vi', name: 'Đơn vị', action: 'read' },
  { address: '/lan-chay', name: 'Lần chạy', action: 'read' },
  { address: '/ke-hoach', name: 'Kế hoạch', action: 'read' },
  { address: '/viec-can-lam', name: 'Việc cần làm', action: 'read-slice' },
  { address: '/ra-soat', name: 'Rà soát', action: 'read-slice' },
];

export function rooms(role: AccountRole): readonly Room[] {
  return all.filter(({ action }) => mayDo(role, action));
}
