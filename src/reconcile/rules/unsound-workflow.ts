import { numberWords } from '../../domain/number-words.ts';
import { workflowOf } from '../../readiness/case.ts';
import { caseFinding, onlineCases } from '../online-cases.ts';
import type { SystemRule } from '../rule.ts';
import { listWords } from '../sentence.ts';
import { defectWords, overrunWords } from '../workflow-words.ts';

export const rule: SystemRule = {
  id: 'unsound-workflow',
  scope: 'system',
  severity: 'critical',
  owner: 'technical',
  title: 'Quy trình điện tử không chạy được',
  what: 'Quy trình điện tử của dịch vụ mức độ 3 hoặc 4 thiếu bước bắt đầu hoặc kết thúc, có bước không tới được, bước cụt, bước không ai được làm, hoặc thời gian các bước vượt thời hạn giải quyết.',
  why: 'Hồ sơ sẽ kẹt giữa chừng hoặc chắc chắn trễ hạn dù mọi người làm đúng thời gian được giao.',
  remedy:
    'Đơn vị phụ trách kỹ thuật sửa các bước được nêu tên, phân lại thời gian để tổng không vượt thời hạn giải quyết.',
  needs: { local: ['levels', 'workflow', 'deadlineHours', 'onlineDeadlineHours'] },
  becomes: 'plan',
  concerns: system => system.hosts.includes('workflow'),
  judge(record, system, group, context, report) {
    for (const each of onlineCases(record, group)?.cases ?? []) {
      const { facts } = each;
      const { workflow } = facts;
      const [why] = workflowOf(facts).why;
      if (!workflow || why?.code !== 'workflow-unsound') continue;
      const overruns = why.overruns.map(overrunWords);
      const words = [...new Set([...why.defects.map(defectWords), ...overruns])];
      report(
        caseFinding(
          {
            ...each,
            expected: facts.deadlineHours
              ? `quy trình thông suốt, không quá ${numberWords(facts.deadlineHours)} giờ`
              : 'quy trình thông suốt',
            actual: words.join('; '),
            problem: `quy trình điện tử không chạy được: ${listWords(words, 'lỗi')}`,
            evidence: {
              defects: why.defects,
              overruns,
              workflow: {
                hash: workflow.hash,
                longestHours: workflow.longestHours ?? null,
                longestOnlineHours: workflow.longestOnlineHours ?? null,
              },
              deadlineHours: facts.deadlineHours ?? null,
              onlineDeadlineHours: facts.onlineDeadlineHours ?? null,
            },
          },
          system,
          group,
          context,
        ),
      );
    }
  },
};
