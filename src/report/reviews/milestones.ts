import type { MilestoneSettings, ReviewSettings } from '../../config/sections/reviews.ts';
import type { City } from '../../domain/city.ts';
import { numberWords } from '../../domain/number-words.ts';
import type { MilestoneState } from '../../domain/review.ts';
import { dayOf, dayText } from '../../domain/time.ts';
import { lastDay } from '../../review/milestones.ts';
import { workingDays } from '../../review/working-days.ts';
import { namesOf } from '../names.ts';

/** A milestone with the state of everybody who has to be done with it. */
export interface MilestonePart extends Pick<MilestoneSettings, 'id' | 'name' | 'what'> {
  from: string | null;
  /** As the plan has it, and the day that counts where that is a day off. */
  due: string;
  lastDay: string;
  workingDaysLeft: number;
  counts: Record<MilestoneState['state'], number>;
  /** Late ones first. */
  states: (MilestoneState & { name: string })[];
}

/** Where the plan stands; every form is made from it. */
export interface MilestoneOverview {
  place: string;
  /** ISO 8601, UTC. */
  madeAt: string;
  today: string;
  milestones: MilestonePart[];
}

const order: readonly MilestoneState['state'][] = ['late', 'due', 'unknown', 'ahead', 'done'];

/** @param now ISO 8601, UTC. */
export function milestoneOverview(
  { milestones, holidays }: Pick<ReviewSettings, 'milestones' | 'holidays'>,
  states: readonly MilestoneState[],
  city: City,
  now: string,
): MilestoneOverview {
  const names = namesOf(city);
  const days = workingDays(holidays);
  const today = dayOf(now);
  return {
    place: names.place,
    madeAt: now,
    today,
    milestones: milestones.map(milestone => {
      const { id, name, what, from = null, due } = milestone;
      const own = states.filter(state => state.milestone === id);
      const last = lastDay(milestone, days);
      const count = (state: MilestoneState['state']) => own.filter(each => each.state === state).length;
      return {
        ...{ id, name, what, from, due, lastDay: last },
        workingDaysLeft: own[0]?.workingDaysLeft ?? days.between(today, last),
        counts: {
          done: count('done'),
          ahead: count('ahead'),
          due: count('due'),
          late: count('late'),
          unknown: count('unknown'),
        },
        states: own
          .map(state => ({ ...state, name: names.who(state.unit) }))
          .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.unit < b.unit ? -1 : 1)),
      };
    }),
  };
}

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

/** "2 mốc quá hạn; mốc tiếp theo hết hạn 30/07/2021". */
export function overviewHeadline({ milestones, today }: MilestoneOverview): string {
  if (milestones.length === 0) return 'Kế hoạch chưa có mốc nào';
  const late = milestones.filter(({ counts }) => counts.late > 0).length;
  const [next] = milestones
    .filter(({ lastDay, counts, states }) => lastDay >= today && counts.done < states.length)
    .sort((a, b) => (a.lastDay < b.lastDay ? -1 : 1));
  const first = late > 0 ? `${numberWords(late)} mốc quá hạn` : 'Không mốc nào quá hạn';
  return next ? `${first}; mốc tiếp theo hết hạn ${dayText(next.lastDay)}` : first;
}

/** More units of one milestone than that are counted: a whole tier that is late fills no terminal. */
const named = 15;

/** Whom to name where there is little room: those late or due, or everybody; and how many were left out. */
export function statesToName(
  { states }: Pick<MilestonePart, 'states'>,
  all: boolean,
): { shown: MilestonePart['states']; left: number } {
  if (all) return { shown: states, left: 0 };
  const open = states.filter(({ state }) => state === 'late' || state === 'due');
  return { shown: open.slice(0, named), left: Math.max(0, open.length - named) };
}

/** "hạn 15/06/2021, còn 3 ngày làm việc · 40/83 đã xong · 12 quá hạn". */
export function partSentence(part: MilestonePart): string {
  const { from, due, lastDay, workingDaysLeft, counts, states } = part;
  const moved = lastDay === due ? '' : ` (ngày nghỉ, tính đến ${dayText(lastDay)})`;
  const begin = from === null ? '' : `từ ${dayText(from)}, `;
  const open = counts.done < states.length;
  return [
    `${begin}hạn ${dayText(due)}${moved}${open ? `, ${leftWords(workingDaysLeft)}` : ''}`,
    `${numberWords(counts.done)}/${numberWords(states.length)} đã xong`,
    counts.late > 0 && `${numberWords(counts.late)} quá hạn`,
    counts.unknown > 0 && `${numberWords(counts.unknown)} chưa rõ`,
  ]
    .filter(part => part !== false)
    .join(' · ');
}
