import { carries, carriesOfferings } from '../carries.ts';
import { scopeFacts } from '../needs.ts';
import { isWithdrawn } from '../offered.ts';
import type { SystemRule } from '../rule.ts';
import { agencyLabel, procedureLabel, systemLabel } from '../sentence.ts';

export const rule: SystemRule = {
  id: 'not-reviewed',
  scope: 'system',
  severity: 'major',
  owner: 'agency',
  title: 'Chưa rà soát dù đã quá hạn',
  what: 'Thủ tục áp dụng cho đơn vị nhưng không có trong Phụ lục I hay Phụ lục II của đơn vị (hay của cơ quan tổng hợp thay), cũng không thuộc danh mục đã ở mức độ 4, trong khi hạn rà soát đã qua.',
  why: 'Chưa rà soát thì không biết có nâng lên mức độ 4 được không; chỉ tiêu của thành phố không tính được.',
  remedy:
    'Đơn vị rà soát, bổ sung thủ tục vào một trong hai phụ lục rồi gửi lại; dvc-sync nhắc đơn vị theo các mốc của kế hoạch.',
  needs: { national: scopeFacts },
  becomes: null,
  absence: 'national',
  concerns: carriesOfferings,
  judge(_record, system, group, context, report) {
    const { reviewsDue } = context;
    if (!group.reviewed || !reviewsDue || isWithdrawn(group)) return;
    for (const { agency, why } of group.reviewed.targets) {
      if (why !== 'not-reviewed') continue;
      const due = reviewsDue.get(agency);
      if (due === undefined || !carries(system, agency, context)) continue;
      report({
        procedure: group.code,
        agency,
        system: system.name,
        expected: 'có trong Phụ lục I hoặc Phụ lục II',
        actual: 'chưa có trong danh mục nào',
        message: `Thủ tục ${procedureLabel(group)} trên ${systemLabel(system)} tại ${agencyLabel(agency, context)} phải được rà soát trước ngày ${dayWords(due)} nhưng chưa có trong Phụ lục I hay Phụ lục II nào.`,
        evidence: { due, source: 'các danh mục rà soát đã nhập' },
        systems: [...(context.national ? [context.national.name] : []), system.name],
      });
    }
  },
};

/** `2021-06-15` as `15/06/2021`. */
function dayWords(day: string): string {
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}
