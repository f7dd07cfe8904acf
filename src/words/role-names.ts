import type { AccountRole } from '../domain/role.ts';

/** What a role is called in a sentence: "vai trò duyệt". */
export const roleNames: Record<AccountRole, string> = {
  unit: 'đơn vị',
  viewer: 'xem',
  regulator: 'cơ quan kiểm soát thủ tục hành chính',
  operator: 'vận hành',
  approver: 'duyệt',
  admin: 'quản trị',
};
