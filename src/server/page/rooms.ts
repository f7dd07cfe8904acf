import { type AccountRole, type Action, mayDo } from '../../app/permissions.ts';

interface Room {
  address: string;
  name: string;
  /** Who finds something there. */
  action: Action;
}

/** What stands at the head of every page, in this order. A new room is a line. */
const all: readonly Room[] = [
  { address: '/', name: 'Tổng quan', action: 'read' },
  { address: '/sai-lech', name: 'Sai lệch', action: 'read-slice' },
  { address: '/lan-chay', name: 'Lần chạy', action: 'read' },
  { address: '/ke-hoach', name: 'Kế hoạch', action: 'read' },
];

export function rooms(role: AccountRole): readonly Room[] {
  return all.filter(({ action }) => mayDo(role, action));
}
