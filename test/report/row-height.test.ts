import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf } from '../../src/report/table/row-height.ts';

test.each([
  ['', 10, 1],
  ['mười chữ ở', 10, 1],
  ['mười chữ ở đây', 10, 2],
  ['một\nhai\n', 10, 3],
  ['1.004194.000.00.00.H13', 10, 3],
  ['mã 1.004194.000.00.00.H13 ở', 10, 4],
])('%j takes, where %i letters fit on a line, %i', (text, room, lines) => {
  expect(linesOf(text, room)).toBe(lines);
});

test('a text never needs fewer lines than its letters fill, nor more than each word on a line of its own', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1, maxLength: 30 })),
      fc.integer({ min: 1, max: 40 }),
      (some, room) => {
        const words = some.map(word => word.replaceAll(/[ \n]/g, 'x'));
        const lines = linesOf(words.join(' '), room);
        expect(lines).toBeGreaterThanOrEqual(Math.ceil(words.join('').length / room));
        expect(lines).toBeLessThanOrEqual(
          Math.max(
            1,
            words.reduce((sum, word) => sum + Math.ceil(word.length / room), 0),
          ),
        );
      },
    ),
  );
});
