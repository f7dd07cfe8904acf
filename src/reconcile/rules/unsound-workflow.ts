import { numberWords } from '../../domain/number-words.ts';
import type { CaseFacts } from '../../domain/procedure.ts';
import type { WorkflowDefect, WorkflowVerdict } from '../../domain/workflow.ts';
import { caseFinding, onlineCases } from '../online-cases.ts';
import type { SystemRule } from '../rule.ts';
import { listWords } from '../sentence.ts';

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
  needsNational: false,
  concerns: system => system.hosts.includes('workflow'),
  judge(record, system, group, context, report) {
    for (const each of onlineCases(record, group)?.cases ?? []) {
      const { facts } = each;
      const { workflow } = facts;
      if (!workflow) continue;
      const overruns = overrunsOf(facts, workflow);
      const words = [...new Set([...workflow.defects.map(defectWords), ...overruns])];
      if (words.length === 0) continue;
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
              defects: workflow.defects,
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

/** Sums of fractions of an hour are not exact. */
const tolerance = 1e-6;

function overrunsOf(facts: CaseFacts, workflow: WorkflowVerdict): string[] {
  const overruns: string[] = [];
  const compare = (longest: number | undefined, deadline: number | null | undefined, how: string) => {
    if (longest === undefined || !deadline || deadline <= 0 || longest <= deadline + tolerance) return;
    overruns.push(
      `tổng thời gian các bước${how} là ${numberWords(longest)} giờ, vượt thời hạn ${numberWords(deadline)} giờ`,
    );
  };
  compare(workflow.longestHours, facts.deadlineHours, '');
  // A case without a deadline of its own for online filing has one deadline for every channel.
  const online = facts.onlineDeadlineHours === null ? facts.deadlineHours : facts.onlineDeadlineHours;
  compare(workflow.longestOnlineHours, online, ' khi nộp trực tuyến');
  return overruns;
}

const stepWords: Partial<Record<WorkflowDefect, (step: string) => string>> = {
  'unreachable-step': step => `không đi tới được bước «${step}» từ bước bắt đầu`,
  'dead-end-step': step => `từ bước «${step}» không đi tới được bước kết thúc`,
  'no-performer': step => `bước «${step}» chưa giao cho ai thực hiện`,
  'broken-transition': step => `bước «${step}» nối với một bước không tồn tại`,
};

const plainWords: Record<WorkflowDefect, string> = {
  unparsable: 'dữ liệu quy trình không đọc được',
  'no-start': 'không có bước bắt đầu',
  'several-starts': 'có nhiều bước bắt đầu',
  'no-end': 'không có bước kết thúc',
  'several-ends': 'có nhiều bước kết thúc',
  'unreachable-step': 'có bước không đi tới được từ bước bắt đầu',
  'dead-end-step': 'có bước không đi tới được bước kết thúc',
  'no-performer': 'có bước chưa giao cho ai thực hiện',
  'broken-transition': 'có đường chuyển tới bước không tồn tại',
  'no-hours': 'tổng thời gian các bước bằng 0 giờ',
  malformed: 'dữ liệu quy trình sai cấu trúc',
};

function defectWords({ defect, step, detail }: WorkflowVerdict['defects'][number]): string {
  const named = step === undefined ? undefined : stepWords[defect]?.(step);
  if (named !== undefined) return named;
  const where = step === undefined ? '' : ` tại bước «${step}»`;
  return detail && !plainWords[defect].includes(detail)
    ? `${plainWords[defect]}${where} (${detail})`
    : `${plainWords[defect]}${where}`;
}
