import fc from 'fast-check';
import { expect, test } from 'vitest';
import { date, dayOf, dayText, endOfDay, monthBefore, monthText, stretchOf } from '../../src/domain/time.ts';

const moment = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map(each => each.toISOString());

test('counts days by clocks in Vietnam, not by those of the machine', () => {
  expect(dayOf('2021-06-15T16:59:59.999Z')).toBe('2021-06-15');
  expect(dayOf('2021-06-15T17:00:00.000Z')).toBe('2021-06-16');
  expect(dayOf('2021-12-31T17:00:00.000Z', 31)).toBe('2022-02-01');
});

test('a moment lies in the stretch of its own day and month, and that of the month before ends where this one begins', () => {
  fc.assert(
    fc.property(moment, at => {
      const day = dayOf(at);
      const month = day.slice(0, 7);
      for (const { from, before } of [stretchOf(day), stretchOf(month)])
        expect(from <= at && at < before).toBe(true);
      expect(stretchOf(monthBefore(month)).before).toBe(stretchOf(month).from);
      expect(dayOf(endOfDay(day)!)).toBe(day);
      expect(dayText(day)).toBe(date(at));
    }),
  );
});

test('writes months as people do', () => {
  expect(monthText(monthBefore('2021-01'))).toBe('tháng 12 năm 2020');
});
