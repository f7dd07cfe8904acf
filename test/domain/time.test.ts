import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  date,
  dayIn,
  dayOf,
  dayText,
  duration,
  endOfDay,
  monthBefore,
  monthText,
  readDay,
  readMonth,
  sortableTime,
  stretchOf,
} from '../../src/domain/time.ts';

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

test('a day and a month are read as they are shown, as papers write them, and as ISO', () => {
  fc.assert(
    fc.property(moment, at => {
      const day = dayOf(at);
      const [year, month, number] = day.split('-').map(Number);
      for (const written of [
        day,
        dayText(day),
        ` ${date(at)} `,
        `${number}/${month}/${year}`,
        `${number}-${month}-${year}`,
        `${number}.${month}.${year}`,
        `ngày ${number} tháng ${month} năm ${year}`.normalize('NFD'),
      ])
        expect(readDay(written)).toBe(day);
      for (const written of [day.slice(0, 7), `${month}/${year}`, monthText(day.slice(0, 7))])
        expect(readMonth(written)).toBe(day.slice(0, 7));
      expect(endOfDay(dayText(day))).toBe(endOfDay(day));
    }),
  );
});

test('what is no day of the calendar is none', () => {
  for (const written of [
    '',
    '31/02/2026',
    '2026-02-31',
    '12/31/2026',
    '1/1/26',
    '31/12',
    '2026-12-31T00:00Z',
    'mai',
  ])
    expect([written, readDay(written), endOfDay(written)]).toEqual([written, undefined, undefined]);
  for (const written of ['', '13/2021', '2021-00', '10-2021', '2021', '2021-10-01'])
    expect([written, readMonth(written)]).toEqual([written, undefined]);
});

test('finds the day that a text names, with or without accents', () => {
  const text = (day: string) => `Quyết định số 877/QĐ-UBND, ${day} của UBND`;
  for (const day of [
    'ngày 05/6/2021',
    '5.6.2021 00:00',
    'ngày 05 tháng 6 năm 2021',
    'ngay 05 thang 6 nam 2021',
  ])
    expect([day, dayIn(text(day))]).toEqual([day, '2021-06-05']);
  for (const day of ['ngày 31/02/2021', 'tháng 6 năm 2021', '']) expect(dayIn(text(day))).toBeUndefined();
});

test('says how long something took in the largest words that fit', () => {
  expect([0, 999.4, 1000, 59_499, 60_000, 252_400].map(duration)).toEqual([
    ...['0 ms', '999 ms', '1 giây', '59 giây', '1 phút 0 giây', '4 phút 12 giây'],
  ]);
});

test('writes a moment so that it sorts, by clocks in Vietnam; what is none stays as it is', () => {
  expect(sortableTime('2021-11-23T20:05:59.000Z')).toBe('2021-11-24 03:05');
  expect(sortableTime('hôm qua')).toBe('hôm qua');
});
