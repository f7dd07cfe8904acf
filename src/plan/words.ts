import type { Level } from '../domain/level.ts';
import { numberWords } from '../domain/number-words.ts';
import type { CaseValue, ChangeKind } from '../domain/push.ts';

/** What officials read about plans, in one place: the same word for the same thing everywhere. */

export const kindNames: Record<ChangeKind, string> = {
  'set-case': 'trường hợp',
  'set-components': 'thành phần hồ sơ',
  'set-eform': 'biểu mẫu điện tử',
  'set-workflow': 'quy trình điện tử',
  'create-offering': 'dịch vụ tại đơn vị',
  'set-level': 'mức độ',
  'deactivate-offering': 'ngừng dịch vụ tại đơn vị',
};

export function levelText(level: Level | null): string {
  return level === null ? 'chưa có mức' : `mức ${level}`;
}

/** "40 giờ (5 ngày làm việc)". */
export function hoursText(hours: number | null, unit: CaseValue['deadlineUnit'] = 'workingDay'): string {
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

/** "xã A, xã B và 12 đơn vị khác". */
export function listText(items: readonly string[], noun: string, shown = 3): string {
  if (items.length <= shown) return items.join(', ');
  return `${items.slice(0, shown).join(', ')} và ${numberWords(items.length - shown)} ${noun} khác`;
}
