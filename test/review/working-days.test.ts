import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, workingDays } from '../../src/review/working-days.ts';

const plain = workingDays([]);

describe('working days', () => {
  it('are counted after the first day, up to and with the last', () => {
    // 11/06/2021 is a Friday.
    expect(plain.between('2021-06-11', '2021-06-11')).toBe(0);
    expect(plain.between('2021-06-11', '2021-06-12')).toBe(0);
    expect(plain.between('2021-06-11', '2021-06-14')).toBe(1);
    expect(plain.between('2021-06-11', '2021-06-25')).toBe(10);
    expect(plain.between('2021-06-25', '2021-06-11')).toBe(-10);
  });

  it('leave out the holidays that are no weekend anyway', () => {
    const days = workingDays(['2021-06-14', '2021-06-13']);
    expect(days.between('2021-06-11', '2021-06-15')).toBe(1);
    expect(days.isWorking('2021-06-14')).toBe(false);
  });

  it('move a last day on a day off to the next working day', () => {
    expect(plain.onOrAfter('2021-06-20')).toBe('2021-06-21');
    expect(workingDays(['2021-06-21']).onOrAfter('2021-06-20')).toBe('2021-06-22');
    expect(plain.onOrAfter('2021-06-15')).toBe('2021-06-15');
  });

  it('are as many as one counts by hand', () => {
    const day = fc.integer({ min: 0, max: 800 }).map(days => addDays('2021-01-01', days));
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 0, max: 60 }),
        fc.array(day, { maxLength: 5 }),
        (from, length, holidays) => {
          const days = workingDays(holidays);
          let count = 0;
          for (let step = 1; step <= length; step++) if (days.isWorking(addDays(from, step))) count++;
          expect(days.between(from, addDays(from, length))).toBe(count);
        },
      ),
    );
  });
});
