import { driftFinding, hashDrift, pushedParts } from '../drift.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule = {
  id: 'eform-drift',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  title: 'Biểu mẫu điện tử bị sửa ngoài tệp cấu hình',
  what: 'Biểu mẫu điện tử của trường hợp không còn là biểu mẫu mà dvc-sync đã đẩy lên và kiểm tra lại.',
  why: 'Người dân đang điền một biểu mẫu chưa ai duyệt; lần đẩy sau sẽ ghi đè phần sửa tay mà không ai hay.',
  remedy:
    'Sở TTTT xem phần đã sửa trên hệ thống, rồi chọn một trong hai: đẩy lại bằng plan và apply, hoặc nhận biểu mẫu mới vào tệp cấu hình bằng adopt.',
  needs: { local: ['eform'] },
  becomes: 'plan',
  concerns: system => system.hosts.includes('eform'),
  judge(record, system, group, context, report) {
    for (const each of pushedParts('eform', record, system, group, context)) {
      const drift = hashDrift(each, each.facts?.eform);
      if (drift) report(driftFinding(each, 'biểu mẫu điện tử', drift, system, group));
    }
  },
};
