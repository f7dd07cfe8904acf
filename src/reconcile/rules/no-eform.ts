import { eformOf } from '../../readiness/case.ts';
import { caseFinding, onlineCases, withoutCase } from '../online-cases.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule = {
  id: 'no-eform',
  scope: 'system',
  severity: 'critical',
  owner: 'technical',
  title: 'Thiếu biểu mẫu điện tử',
  what: 'Dịch vụ công mức độ 3 hoặc 4 nhưng trường hợp không có biểu mẫu điện tử tương tác, hoặc biểu mẫu không có ô nhập liệu nào.',
  why: 'Không có biểu mẫu thì người dân không khai được hồ sơ trực tuyến, dù dịch vụ được công bố là nộp được qua mạng.',
  remedy:
    'Đơn vị phụ trách kỹ thuật lập biểu mẫu điện tử theo tờ khai của thủ tục và cấu hình cho trường hợp trên hệ thống.',
  needs: { local: ['levels', 'eform'] },
  becomes: 'plan',
  concerns: system => system.hosts.includes('eform'),
  judge(record, system, group, context, report) {
    const online = onlineCases(record, group);
    if (!online) return;
    const expected = 'biểu mẫu điện tử dùng được';
    for (const each of online.cases) {
      const [why] = eformOf(each.facts).why;
      if (why?.code !== 'no-eform' && why?.code !== 'eform-empty') continue;
      const empty = why.code === 'eform-empty' ? why : undefined;
      const actual = empty ? 'biểu mẫu không có ô nhập liệu' : 'không có biểu mẫu';
      const problem = empty
        ? `biểu mẫu điện tử không dùng được${empty.reason ? ` (${empty.reason})` : ', không có ô nhập liệu nào'}`
        : 'không có biểu mẫu điện tử';
      const evidence = { eform: empty ? { state: 'empty', reason: empty.reason ?? null } : null };
      report(caseFinding({ ...each, expected, actual, problem, evidence }, system, group, context));
    }
    if (online.uncovered.length > 0) {
      report(
        caseFinding(
          {
            offerings: online.uncovered,
            expected,
            actual: 'không có trường hợp',
            problem: `${withoutCase}, nên không có biểu mẫu điện tử`,
          },
          system,
          group,
          context,
        ),
      );
    }
  },
};
