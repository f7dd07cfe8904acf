import type { MilestoneSettings } from '../config/sections/reviews.ts';
import { numberWords } from '../domain/number-words.ts';
import type { MilestoneState } from '../domain/review.ts';
import { dayText } from '../domain/time.ts';

/** What officials read about milestones, in one place. */

export const milestoneStateNames: Record<MilestoneState['state'], string> = {
  done: 'đã xong',
  ahead: 'chưa đến kỳ',
  due: 'đến hạn',
  late: 'quá hạn',
  unknown: 'chưa rõ',
};

export const milestoneKinds: Record<MilestoneSettings['what'], string> = {
  review: 'rà soát, gửi danh mục',
  registration: 'tạo dịch vụ trên CSDL quốc gia',
  improvement: 'khắc phục điều kiện chưa đạt',
  configuration: 'cấu hình và công khai',
  other: 'việc khác',
};

/** "còn 3 ngày làm việc", "hết hạn hôm nay", "quá 2 ngày làm việc". */
export function leftWords(workingDaysLeft: number): string {
  if (workingDaysLeft === 0) return 'hết hạn hôm nay';
  return workingDaysLeft > 0
    ? `còn ${numberWords(workingDaysLeft)} ngày làm việc`
    : `quá ${numberWords(-workingDaysLeft)} ngày làm việc`;
}

/** State with what it means in time: "quá hạn, quá 2 ngày làm việc", "đã xong 14/06/2021". */
export function stateText({ state, workingDaysLeft, doneOn }: MilestoneState): string {
  const name = milestoneStateNames[state];
  if (state === 'done') return doneOn ? `${name} ${dayText(doneOn)}` : name;
  if (state === 'late') return leftWords(workingDaysLeft);
  return state === 'due' ? `${name}, ${leftWords(workingDaysLeft)}` : name;
}
