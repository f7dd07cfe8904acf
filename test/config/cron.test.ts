import fc from 'fast-check';
import cron from 'node-cron';
import { afterEach, describe, expect, test } from 'vitest';
import { cronProblem, dueTimes } from '../../src/config/cron.ts';
import { vietnamZone } from '../../src/domain/time.ts';

const machineZone = process.env.TZ;
afterEach(() => {
  if (machineZone === undefined) delete process.env.TZ;
  else process.env.TZ = machineZone;
});

const at = (text: string) => new Date(text);
const both = (expression: string, now: string) => {
  const due = dueTimes(expression);
  return [due.last(at(now))?.toISOString(), due.next(at(now))?.toISOString()];
};

describe('due times', () => {
  test('are hours of Vietnam, the present minute being the last one', () => {
    expect(both('30 5 * * *', '2026-11-23T22:30:00.000Z')).toEqual([
      '2026-11-23T22:30:00.000Z',
      '2026-11-24T22:30:00.000Z',
    ]);
    expect(both('30 5 * * *', '2026-11-23T22:29:59.999Z')).toEqual([
      '2026-11-22T22:30:00.000Z',
      '2026-11-23T22:30:00.000Z',
    ]);
  });

  test('look over months and leap years', () => {
    expect(both('0 6 1 * *', '2026-12-31T20:00:00.000Z')).toEqual([
      '2026-11-30T23:00:00.000Z',
      '2026-12-31T23:00:00.000Z',
    ]);
    expect(both('0 0 29 2 *', '2026-11-23T00:00:00.000Z')).toEqual([
      '2024-02-28T17:00:00.000Z',
      '2028-02-28T17:00:00.000Z',
    ]);
  });

  test('agree with node-cron minute by minute, whatever zone the machine is in', () => {
    const numbers = (least: number, most: number) =>
      fc.oneof(
        fc.constant('*'),
        fc.integer({ min: 2, max: 20 }).map(step => `*/${step}`),
        fc.uniqueArray(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: 3 }).map(String),
      );
    const days = fc.oneof(numbers(1, 28), fc.constantFrom('L', '15W', '?'));
    const weekdays = fc.oneof(numbers(0, 7), fc.constantFrom('1-5', '2#3', '5L', 'sun,wed'));
    const expressions = fc
      .tuple(numbers(0, 59), numbers(0, 23), days, fc.constant('*'), weekdays)
      .map(fields => fields.join(' '));
    const zones = fc.constantFrom(
      'UTC',
      'Asia/Ho_Chi_Minh',
      'America/New_York',
      'Pacific/Apia',
      'Asia/Kathmandu',
    );
    // Around a change of clocks in New York, where a machine may stand.
    const times = fc.integer({
      min: at('2026-10-30T00:00:00Z').getTime(),
      max: at('2026-11-10T00:00:00Z').getTime(),
    });
    fc.assert(
      fc.property(expressions, times, zones, (expression, time, zone) => {
        process.env.TZ = zone;
        const task = cron.createTask(expression, () => {}, { timezone: vietnamZone });
        const now = new Date(time);
        const minute = Math.floor(time / 60_000) * 60_000;
        const due = dueTimes(expression);
        const search = (step: number, from: number) => {
          for (let n = 0; n < 2 * 1440; n++)
            if (task.match(new Date(from + step * n * 60_000))) return new Date(from + step * n * 60_000);
          return undefined;
        };
        // Two days by hand; what lies further off has only to be a match and not to be nearer.
        for (const [found, looked] of [
          [due.last(now), search(-1, minute)],
          [due.next(now), search(1, minute + 60_000)],
        ]) {
          if (looked) expect(found).toEqual(looked);
          else if (found) {
            expect(task.match(found)).toBe(true);
            expect(Math.abs(found.getTime() - time)).toBeGreaterThan(86_400_000);
          }
        }
        void task.destroy();
      }),
      { numRuns: 30 },
    );
  });
});

describe('a cron expression', () => {
  test.each([
    ['5 fields', '* * * *', 'năm trường'],
    ['no seconds', '0 30 5 * * *', 'năm trường'],
    ['no macros', '@daily', 'năm trường'],
    ['a wrong hour', '0 25 * * *', 'giờ ("25")'],
    ['a word', 'sáng 5 * * *', 'biểu thức cron sai; thứ tự'],
    ['a day that never comes', '0 0 31 2 *', 'ngày ("31")'],
    ['the 28th from the end of February', '0 0 L-28 2 1#1', 'không bao giờ'],
  ])('is refused with words: %s', (_why, expression, words) => {
    expect(cronProblem(expression)?.vi).toContain(words);
  });

  test.each(['30 5 * * *', '*/15 7-18 * * 1-5', '0 6 L * *', '0 0 29 2 *'])('%s is one', expression => {
    expect(cronProblem(expression)).toBeUndefined();
  });
});
