import { workflowOf } from '../../readiness/case.ts';
import { caseFinding, onlineCases, withoutCase } from '../online-cases.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule = {
  id: 'no-workflow',
  scope: 'system',
  severity: 'critical',
  owner: 'technical',
  title: 'Thiếu quy trình điện tử',
  what: 'Dịch vụ công mức độ 3 hoặc 4 nhưng trường hợp chưa có quy trình điện tử để xử lý hồ sơ.',
  why: 'Hồ sơ nộp trực tuyến không được chuyển tới ai, không tính được hạn trả kết quả.',
  remedy:
    'Đơn vị phụ trách kỹ thuật cấu hình quy trình điện tử theo quy trình nội bộ đã được phê duyệt của thủ tục.',
  needs: { local: ['levels', 'workflow'] },
  becomes: 'plan',
  concerns: system => system.hosts.includes('workflow'),
  judge(record, system, group, context, report) {
    const online = onlineCases(record, group);
    if (!online) return;
    const expected = 'quy trình điện tử';
    for (const each of online.cases) {
      if (workflowOf(each.facts).why[0]?.code !== 'no-workflow') continue;
      const problem = 'không có quy trình điện tử';
      report(
        caseFinding({ ...each, expected, actual: 'không có quy trình', problem }, system, group, context),
      );
    }
    if (online.uncovered.length > 0) {
      report(
        caseFinding(
          {
            offerings: online.uncovered,
            expected,
            actual: 'không có trường hợp',
            problem: `${withoutCase}, nên không có quy trình điện tử`,
          },
          system,
          group,
          context,
        ),
      );
    }
  },
};
