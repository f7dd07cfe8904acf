import { driftFinding, hashDrift, pushedParts } from '../drift.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule = {
  id: 'workflow-drift',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  title: 'Quy trình điện tử bị sửa ngoài tệp cấu hình',
  what: 'Quy trình điện tử của trường hợp không còn là quy trình mà dvc-sync đã đẩy lên và kiểm tra lại.',
  why: 'Hồ sơ đang đi theo một quy trình chưa ai duyệt; lần đẩy sau sẽ ghi đè phần sửa tay, kể cả bước mà hồ sơ đang đứng.',
  remedy:
    'Sở TTTT xem các bước đã sửa trên hệ thống, rồi chọn một trong hai: đẩy lại bằng plan và apply, hoặc nhận quy trình mới vào tệp cấu hình bằng adopt.',
  needs: { local: ['workflow'] },
  becomes: 'plan',
  concerns: system => system.hosts.includes('workflow'),
  judge(record, system, group, context, report) {
    for (const each of pushedParts('workflow', record, system, group, context)) {
      const drift = hashDrift(each, each.facts?.workflow);
      if (drift) report(driftFinding(each, 'quy trình điện tử', drift, system, group));
    }
  },
};
