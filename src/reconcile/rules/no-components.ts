import { componentsOf } from '../../readiness/case.ts';
import { needsOf } from '../../readiness/needs.ts';
import { caseFinding, onlineCases, withoutCase } from '../online-cases.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule = {
  id: 'no-components',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  title: 'Thiếu thành phần hồ sơ',
  what: 'Dịch vụ mức độ 3 hoặc 4 không khai báo thành phần hồ sơ nào, trong khi CSDL quốc gia về TTHC có quy định.',
  why: 'Người dân không biết phải nộp giấy tờ gì và không có chỗ đính kèm.',
  remedy:
    'Đơn vị phụ trách kỹ thuật nhập thành phần hồ sơ của trường hợp theo bản công bố trên CSDL quốc gia.',
  needs: { national: ['components'], local: ['levels', 'components'] },
  becomes: 'plan',
  concerns: system => system.hosts.includes('components'),
  judge(record, system, group, context, report) {
    const national = group.national?.detailed ? group.national.cases : undefined;
    const online = national && onlineCases(record, group);
    if (!online) return;
    const { papers } = needsOf({ cases: national });
    const alsoRestsOn = context.national ? [context.national.name] : [];
    for (const each of online.cases) {
      const count = papers(each.facts);
      if (componentsOf(each.facts, count).state !== 'not-met') continue;
      report(
        caseFinding(
          {
            ...each,
            expected: `${count} giấy tờ`,
            actual: 'không có giấy tờ nào',
            problem: `chưa có thành phần hồ sơ nào, CSDL quốc gia quy định ${count} giấy tờ`,
            evidence: { nationalComponents: count, localComponents: 0 },
            alsoRestsOn,
          },
          system,
          group,
          context,
        ),
      );
    }
    const count = papers();
    if (online.uncovered.length > 0 && count) {
      report(
        caseFinding(
          {
            offerings: online.uncovered,
            expected: `${count} giấy tờ`,
            actual: 'không có trường hợp',
            problem: `${withoutCase}, nên không có thành phần hồ sơ`,
            evidence: { nationalComponents: count, localComponents: 0 },
            alsoRestsOn,
          },
          system,
          group,
          context,
        ),
      );
    }
  },
};
