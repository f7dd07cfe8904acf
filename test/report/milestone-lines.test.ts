import { expect, test } from 'vitest';
import type { MilestoneState } from '../../src/domain/review.ts';
import { statesToName } from '../../src/report/reviews/milestones.ts';

const unit = (at: number, state: MilestoneState['state']) => ({
  ...{ milestone: 'xa', unit: `H13.${at}`, name: `Đơn vị ${at}`, state },
  ...{ workingDaysLeft: -5, doneOn: null, missing: null },
});
const part = {
  states: [...Array.from({ length: 20 }, (_, at) => unit(at, 'late')), unit(20, 'due'), unit(21, 'done')],
};

test('names fifteen of those late or due and counts the rest', () => {
  const { shown, left } = statesToName(part, false);
  expect(shown.map(({ unit }) => unit)).toEqual(part.states.slice(0, 15).map(({ unit }) => unit));
  expect(left).toBe(6);
});

test('names everybody where that is asked for', () => {
  expect(statesToName(part, true)).toEqual({ shown: part.states, left: 0 });
});
