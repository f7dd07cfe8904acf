import { numberWords } from '../domain/number-words.ts';
import type { CaseFacts } from '../domain/procedure.ts';
import type { WorkflowDefect, WorkflowVerdict } from '../domain/workflow.ts';

/** Sums of fractions of an hour are not exact. */
const tolerance = 1e-6;

/** Times along the steps that exceed the case's deadline, in words. */
export function overrunsOf(facts: CaseFacts, workflow: WorkflowVerdict): string[] {
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

/** One defect, in words. */
export function defectWords({ defect, step, detail }: WorkflowVerdict['defects'][number]): string {
  const named = step === undefined ? undefined : stepWords[defect]?.(step);
  if (named !== undefined) return named;
  const where = step === undefined ? '' : ` tại bước «${step}»`;
  return detail && !plainWords[defect].includes(detail)
    ? `${plainWords[defect]}${where} (${detail})`
    : `${plainWords[defect]}${where}`;
}
