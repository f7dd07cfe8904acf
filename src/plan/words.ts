import { numberWords } from '../domain/number-words.ts';
import type { ActionState, CaseValue, ChangeKind, PlanState } from '../domain/push.ts';
import type { GuardHold, PlannedAction } from './plan.ts';

/** What officials read about plans, in one place: the same word for the same thing everywhere. */

export const kindNames: Record<ChangeKind, string> = {
  'set-case': 'trường hợp',
  'set-components': 'thành phần hồ sơ',
  'set-eform': 'biểu mẫu điện tử',
  'set-workflow': 'quy trình điện tử',
  'create-offering': 'dịch vụ tại đơn vị',
  'set-level': 'mức dịch vụ',
  'deactivate-offering': 'ngừng dịch vụ tại đơn vị',
};

/** "40 giờ (5 ngày làm việc)". */
function hoursText(hours: number | null, unit: CaseValue['deadlineUnit'] = 'workingDay'): string {
  if (hours === null) return 'không có';
  const days = hours / 8;
  const dayWords = unit === 'day' ? 'ngày' : 'ngày làm việc';
  return `${numberWords(hours, 2)} giờ${days >= 1 ? ` (${numberWords(days, 2)} ${dayWords})` : ''}`;
}

export const caseFields: readonly {
  field: keyof CaseValue;
  label: string;
  words(value: CaseValue): string;
}[] = [
  { field: 'name', label: 'tên trường hợp', words: ({ name }) => `«${name}»` },
  {
    field: 'deadlineHours',
    label: 'thời hạn nộp trực tiếp',
    words: ({ deadlineHours, deadlineUnit }) => hoursText(deadlineHours, deadlineUnit),
  },
  {
    field: 'onlineDeadlineHours',
    label: 'thời hạn nộp trực tuyến',
    words: ({ onlineDeadlineHours, deadlineUnit }) => hoursText(onlineDeadlineHours, deadlineUnit),
  },
  {
    field: 'deadlineUnit',
    label: 'cách tính ngày',
    words: ({ deadlineUnit }) => (deadlineUnit === 'day' ? 'ngày' : 'ngày làm việc'),
  },
  { field: 'online', label: 'nộp trực tuyến', words: ({ online }) => (online ? 'mở' : 'đóng') },
  {
    field: 'onlinePayment',
    label: 'thanh toán trực tuyến',
    words: ({ onlinePayment }) => (onlinePayment ? 'có' : 'không'),
  },
];

export const guardNames: Record<GuardHold['guard'], string> = {
  'too-many-changes': 'quá nhiều thay đổi',
  'too-large-share': 'đổi phần quá lớn của một hệ thống',
  'source-suspicious': 'hệ thống chưa được đọc đủ',
  'not-ready': 'chưa đủ điều kiện lên mức',
  'lowers-level': 'hạ mức dịch vụ',
  deactivates: 'ngừng dịch vụ',
  'drops-step': 'bỏ bước quy trình',
  'changes-node-ids': 'đổi mã bước quy trình',
  'shared-with-others': 'thủ tục khác cùng dùng',
  'outside-window': 'ngoài khung giờ được ghi',
};

export const standingNames: Record<PlannedAction['standing'], string> = {
  'not-pushed': 'chưa đẩy lần nào',
  'changed-here': 'định nghĩa đã đổi',
  'changed-there': 'bị sửa tay trên hệ thống',
  'both-changed': 'cả hai bên đã đổi',
};

export const planStateNames: Record<PlanState, string> = {
  draft: 'chờ áp dụng',
  approved: 'đã duyệt',
  applying: 'đang áp dụng',
  applied: 'đã áp dụng',
  stopped: 'dừng giữa chừng',
  stale: 'không còn đúng',
  superseded: 'đã thay bằng kế hoạch khác',
  refused: 'bị từ chối',
};

export const actionStateNames: Record<ActionState, string> = {
  waiting: 'chưa làm',
  sending: 'đang gửi dở',
  done: 'đã đúng sẵn',
  verified: 'đã ghi và kiểm tra lại',
  failed: 'thất bại',
  skipped: 'bỏ qua vì bước trước không thành',
  'in-doubt': 'chưa rõ kết quả',
};
