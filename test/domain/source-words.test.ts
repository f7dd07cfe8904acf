import { describe, expect, it } from 'vitest';
import { readDeadline } from '../../src/domain/deadline.ts';
import { readFee } from '../../src/domain/fee.ts';

describe.each([
  ['a fee', (amount: string, currency: string, note: string) => readFee({ amount, currency, note })],
  ['a deadline', (amount: string, unit: string, note: string) => readDeadline({ amount, unit, note })],
])('%s', (_what, read) => {
  it.each([
    [' 5 ', 'x', 'y  z', '5 x (y z)'],
    ['5', '', 'y', '5 (y)'],
    ['', 'x', 'y', 'x y'],
    ['', '', 'y', 'y'],
    ['5', '', '', '5'],
    ['', '', '', ''],
  ])('of the cells "%s", "%s" and "%s" is shown in the words of the source', (amount, unit, note, text) => {
    expect(read(amount, unit, note).text).toBe(text);
  });
});
