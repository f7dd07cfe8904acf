import type { MilestoneSettings, ReviewSettings } from '../../config/sections/reviews.ts';
import type { City } from '../../domain/city.ts';
import type { MilestoneState } from '../../domain/review.ts';
import { dayOf } from '../../domain/time.ts';
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
