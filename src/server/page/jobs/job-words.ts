import { type Job, type JobEvent, jobNames, jobStateNames } from '../../../domain/job.ts';
import { numberWords } from '../../../domain/number-words.ts';
import type { ActionState } from '../../../domain/push.ts';
import { actionStateNames } from '../../../plan/words.ts';
import type { Names } from '../../../report/names.ts';
import { systemStatusNames } from '../../../report/words.ts';

export function jobName({ kind, scope }: Pick<Job, 'kind' | 'scope'>): string {
  const full = kind === 'reconcile' && (('full' in scope && scope.full) || ('fresh' in scope && scope.fresh));
  return full ? jobNames['full-refresh'] : jobNames[kind];
}

/** "theo lịch", or who asked. */
export function askedBy({ requestedBy }: Pick<Job, 'requestedBy'>): string {
  return requestedBy === 'schedule' ? 'theo lịch' : requestedBy;
}

/** What happened, for the log of a job; undefined where progress shows it already. */
export function eventWords(
  { kind, data }: JobEvent,
  names: Pick<Names, 'system' | 'agency'>,
): string | undefined {
  switch (kind) {
    case 'queued':
      return 'Vào hàng đợi';
    case 'started':
      return 'Bắt đầu';
    case 'read': {
      const status = systemStatusNames[data.status as keyof typeof systemStatusNames] ?? String(data.status);
      const error = data.error ? `: ${data.error}` : '';
      const counted = typeof data.procedures === 'number' ? `, ${numberWords(data.procedures)} thủ tục` : '';
      return `${names.system(String(data.system))}: ${status}${counted}${error}`;
    }
    case 'judging':
      return 'Bắt đầu đối chiếu';
    case 'action': {
      const where = [data.procedure, data.agency && names.agency(String(data.agency))]
        .filter(Boolean)
        .join(', ');
      const state = actionStateNames[data.state as ActionState] ?? String(data.state);
      return `${names.system(String(data.system))}, ${where}: ${state}${data.message ? ` (${data.message})` : ''}`;
    }
    case 'taken-over':
      return 'Tiến trình trước đã dừng; tiến trình khác làm tiếp';
    case 'handed-back':
      return 'Trả lại hàng đợi';
    case 'cancel-requested':
      return `${data.by ?? 'Có người'} yêu cầu hủy; dừng ở chỗ an toàn gần nhất`;
    case 'done':
    case 'failed':
    case 'cancelled':
      return `Kết thúc: ${jobStateNames[kind]}`;
    default:
      return undefined;
  }
}
