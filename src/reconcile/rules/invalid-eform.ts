import { eformOf } from '../../readiness/case.ts';
import { caseFinding, onlineCases } from '../online-cases.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule = {
  id: 'invalid-eform',
  scope: 'system',
  severity: 'critical',
  owner: 'technical',
  title: 'Biểu mẫu điện tử bị lỗi',
  what: 'Dịch vụ công mức độ 3 hoặc 4 có biểu mẫu điện tử nhưng biểu mẫu không đọc được, trùng tên ô nhập liệu hoặc bị bộ hiển thị biểu mẫu từ chối.',
  why: 'Biểu mẫu lỗi không mở được hoặc làm mất dữ liệu người dân đã khai.',
  remedy: 'Đơn vị phụ trách kỹ thuật sửa biểu mẫu theo lý do được nêu rồi cấu hình lại trên hệ thống.',
  needs: { local: ['levels', 'eform'] },
  becomes: 'plan',
  concerns: system => system.hosts.includes('eform'),
  judge(record, system, group, context, report) {
    for (const each of onlineCases(record, group)?.cases ?? []) {
      const [why] = eformOf(each.facts).why;
      if (why?.code !== 'eform-invalid') continue;
      const reason = why.reason ?? 'không đọc được';
      report(
        caseFinding(
          {
            ...each,
            expected: 'biểu mẫu điện tử dùng được',
            actual: `biểu mẫu lỗi: ${reason}`,
            problem: `biểu mẫu điện tử bị lỗi: ${reason}`,
            evidence: { eform: { state: 'invalid', reason, hash: each.facts.eform?.hash } },
          },
          system,
          group,
          context,
        ),
      );
    }
  },
};
