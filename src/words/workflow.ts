import { numberWords } from '../domain/number-words.ts';
import type { WorkflowDefect, WorkflowVerdict } from '../domain/workflow.ts';
import type { Overrun } from '../readiness/answer.ts';

/** In words: the steps take longer than they may. */
export function overrunWords({ how, hours, deadline }: Overrun): string {
  const which = how === 'online' ? ' khi nộp trực tuyến' : '';
  return `tổng thời gian các bước${which} là ${numberWords(hours)} giờ, vượt thời hạn ${numberWords(deadline)} giờ`;
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
