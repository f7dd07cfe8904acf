import { describe, expect, it } from 'vitest';
import type { MilestoneSettings } from '../../src/config/sections/reviews.ts';
import type { ReviewCompleteness } from '../../src/domain/review.ts';
import {
  dueReminders,
  type MilestoneFacts,
  milestoneStates,
  reviewsPastDue,
} from '../../src/review/milestones.ts';
import { workingDays } from '../../src/review/working-days.ts';
import { city } from './support.ts';

const days = workingDays([]);

function milestone(change: Partial<MilestoneSettings> = {}): MilestoneSettings {
  return {
    id: 'xa',
    name: 'Cấp xã báo cáo về cấp huyện',
    // A Tuesday.
    due: '2021-06-15',
    what: 'review',
    tiers: ['commune'],
    agencies: [],
    remindDaysBefore: [7, 3, 1],
    remindEveryDaysAfter: 3,
    ...change,
  };
}

function handedIn(
  agency: string,
  owed: number,
  change: Partial<ReviewCompleteness> = {},
): ReviewCompleteness {
  return {
    agency,
    tier: 'commune',
    expected: 5,
    reported: 5 - owed,
    owed,
    missing: ['1.000894', '1.004873', '1.004194', '2.000806'].slice(0, owed),
    lastImportAt: '2021-06-11T02:00:00.000Z',
    below: { units: 0, complete: 0 },
    ...change,
  };
}

const statesOn = (today: string, facts: Partial<MilestoneFacts>, settings = milestone()) =>
  milestoneStates([settings], days, city, { words: [], ...facts }, today);

describe('a review milestone', () => {
  const completeness = [handedIn('H13.21.1', 0), handedIn('H13.21.2', 4), handedIn('H13.22.1', 2)];

  it('is done for a unit that has handed everything in, with the day it did', () => {
    expect(statesOn('2021-06-14', { completeness })[0]).toEqual({
      milestone: 'xa',
      unit: 'H13.21.1',
      state: 'done',
      workingDaysLeft: 1,
      doneOn: '2021-06-11',
      missing: null,
    });
  });

  it('is due, then late, for a unit that owes something, and says what', () => {
    const at = (today: string) => statesOn(today, { completeness })[1];
    expect(at('2021-05-20')).toMatchObject({ state: 'ahead', workingDaysLeft: 18 });
    expect(at('2021-06-15')).toMatchObject({
      state: 'due',
      workingDaysLeft: 0,
      missing: 'còn 4 thủ tục chưa rà soát',
    });
    expect(at('2021-06-16')).toMatchObject({ state: 'late', workingDaysLeft: -1 });
    expect(at('2021-06-22')).toMatchObject({ state: 'late', workingDaysLeft: -5 });
  });

  it('leaves out units to which nothing applies, and the city itself', () => {
    expect(statesOn('2021-06-14', { completeness }).map(({ unit }) => unit)).toEqual([
      'H13.21.1',
      'H13.21.2',
      'H13.22.1',
    ]);
    const ofProvince = milestone({ tiers: ['province'], what: 'other' });
    expect(statesOn('2021-06-14', {}, ofProvince).map(({ unit }) => unit)).toEqual(['H13.1', 'H13.3']);
  });

  it('asks a district for its own list and for those of its communes', () => {
    const settings = milestone({ id: 'huyen', tiers: ['district'] });
    const below = { units: 2, complete: 1 };
    const [state] = statesOn('2021-06-14', { completeness: [handedIn('H13.21', 0, { below })] }, settings);
    expect(state).toMatchObject({ state: 'due', missing: 'còn 1 đơn vị bên dưới chưa gửi đủ' });
  });

  it('is unknown, not late, where nobody could tell what units have to report', () => {
    const states = statesOn('2021-07-01', {});
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['unknown']));
    expect(states).toHaveLength(4);
  });

  it('ends with the next working day when its last day is a day off', () => {
    // 20/06/2021 is a Sunday.
    const settings = milestone({ due: '2021-06-20' });
    const at = (today: string) => statesOn(today, { completeness }, settings)[1];
    expect(at('2021-06-21')).toMatchObject({ state: 'due', workingDaysLeft: 0 });
    expect(at('2021-06-22')).toMatchObject({ state: 'late', workingDaysLeft: -1 });
  });

  it('counts a person’s word as done', () => {
    const words = [{ milestone: 'xa', unit: 'H13.21.2', doneOn: '2021-06-14', by: 'B', reason: 'bản giấy' }];
    expect(statesOn('2021-07-01', { completeness, words })[1]).toMatchObject({
      state: 'done',
      doneOn: '2021-06-14',
    });
  });
});

type Counts = Map<string, number>;

describe('milestones of offices', () => {
  const office = (what: MilestoneSettings['what'], change: Partial<MilestoneSettings> = {}) =>
    milestone({ id: 'm', what, tiers: [], owner: 'technical', due: '2021-10-29', ...change });

  it('of configuration are done once nothing is below its target', () => {
    const belowTarget = (count: number, left = 0) => {
      const [found, unchecked] = [count, left].map(each => new Map([['H13.21.1', each]])) as [Counts, Counts];
      return { belowTarget: { run: 'r', found, unchecked, lastOn: '2021-10-20' } };
    };
    const settings = office('configuration');
    expect(statesOn('2021-10-28', belowTarget(3), settings)).toMatchObject([
      { unit: 'technical', state: 'due', missing: 'còn 3 dịch vụ đủ điều kiện chưa được nâng mức' },
    ]);
    expect(statesOn('2021-10-28', belowTarget(0), settings)).toMatchObject([
      { state: 'done', doneOn: '2021-10-20' },
    ]);
    expect(statesOn('2021-10-28', {}, settings)).toMatchObject([{ state: 'unknown' }]);
    // What the run could not look at again may still be below.
    expect(statesOn('2021-10-28', belowTarget(0, 2), settings)).toMatchObject([
      {
        state: 'unknown',
        doneOn: null,
        missing: expect.stringMatching(/^2 dịch vụ .* chưa kiểm tra lại được$/),
      },
    ]);
    expect(statesOn('2021-10-28', belowTarget(1, 2), settings)).toMatchObject([
      {
        state: 'due',
        missing: expect.stringMatching(/^còn 1 dịch vụ .* nâng mức; 2 dịch vụ .* chưa kiểm tra lại được$/),
      },
    ]);
  });

  it('of registration are done with the last task', () => {
    const settings = office('registration', { owner: 'regulatory' });
    const at = (open: number) =>
      statesOn(
        '2021-11-05',
        { registration: { open, closed: 3, since: '2021-10-01', lastOn: null } },
        settings,
      )[0];
    expect(at(2)).toMatchObject({ unit: 'regulatory', state: 'late', missing: 'còn 2 dịch vụ chưa đăng ký' });
    expect(at(0)).toMatchObject({ state: 'done' });
    expect(statesOn('2021-10-28', {}, settings)[0]).toMatchObject({ state: 'unknown' });
  });

  it('of registration say how many will be left at this rate', () => {
    const settings = office('registration', { owner: 'regulatory' });
    const on = (day: string, registration: Partial<MilestoneFacts['registration']>) =>
      statesOn(
        day,
        { registration: { open: 100, closed: 30, since: '2021-10-01', lastOn: null, ...registration } },
        settings,
      )[0]?.missing;
    // Three a day for ten days; eighteen are left.
    const left = 'còn 100 dịch vụ chưa đăng ký; với tiến độ này,';
    expect(on('2021-10-11', {})).toBe(`${left} ngày 29/10 còn thiếu 46`);
    expect(on('2021-10-11', { closed: 60 })).toBe(`${left} xong trước ngày 29/10`);
    expect(on('2021-10-11', { closed: 0 })).toBe(`${left} ngày 29/10 còn thiếu 100`);
    // Nothing can be said of a rate on the first day, nor of the last day on that day.
    expect(on('2021-10-01', {})).toBe('còn 100 dịch vụ chưa đăng ký');
    expect(on('2021-10-29', {})).toBe('còn 100 dịch vụ chưa đăng ký');
  });

  it('that last begin on their first day and wait for a person’s word', () => {
    const settings = office('improvement', { from: '2021-08-02' });
    expect(statesOn('2021-07-30', {}, settings)[0]?.state).toBe('ahead');
    expect(statesOn('2021-08-02', {}, settings)[0]).toMatchObject({
      state: 'due',
      missing: 'chưa có ai xác nhận đã xong',
    });
  });
});

describe('reminders', () => {
  const completeness = [handedIn('H13.21.1', 0), handedIn('H13.21.2', 4)];
  const stepsOn = (today: string) =>
    dueReminders([milestone()], statesOn(today, { completeness })).map(
      ({ state, step }) => `${state.unit} ${step}`,
    );

  it('go to who is not done, on the days set, and once more for a day that was missed', () => {
    expect(stepsOn('2021-06-03')).toEqual([]);
    expect(stepsOn('2021-06-04')).toEqual(['H13.21.2 before-7']);
    expect(stepsOn('2021-06-09')).toEqual(['H13.21.2 before-7']);
    expect(stepsOn('2021-06-10')).toEqual(['H13.21.2 before-3']);
    expect(stepsOn('2021-06-15')).toEqual(['H13.21.2 before-1']);
  });

  it('go on after the last day, every so many working days', () => {
    const after = ['2021-06-16', '2021-06-18', '2021-06-21', '2021-06-24'].map(day => stepsOn(day)[0]);
    expect(after).toEqual(['H13.21.2 late-1', 'H13.21.2 late-1', 'H13.21.2 late-2', 'H13.21.2 late-3']);
  });
});

describe('the day by which a unit must have reviewed', () => {
  const settings = [milestone(), milestone({ id: 'huyen', due: '2021-06-20', tiers: ['district'] })];

  it('has passed only for units of milestones that are over', () => {
    const past = (today: string) => [...(reviewsPastDue(settings, days, city, today) ?? [])].flat();
    expect(past('2021-06-15')).toEqual([]);
    expect(past('2021-06-16')).toContain('H13.21.1');
    // 20/06 is a Sunday: Monday still counts.
    expect(past('2021-06-21')).not.toContain('H13.21');
    expect(past('2021-06-22')).toContain('H13.21');
  });

  it('is never over where no milestone asks for reviews', () => {
    expect(reviewsPastDue([], days, city, '2021-06-22')).toBeUndefined();
  });
});
