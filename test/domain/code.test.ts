import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOfNumber, couldBeCode, isNationalShape, localCode } from '../../src/domain/code.ts';

describe('the code of a procedure', () => {
  it('that came as a number has the zeros that numbers lose, where it can have been one', () => {
    expect([1.00008, 2, 1.000894].map(codeOfNumber)).toEqual(['1.000080', '2.000000', '1.000894']);
    expect([1.0000801, 12.000001, -1.5, Number.NaN, 1e21].map(codeOfNumber)).toEqual(
      Array(5).fill(undefined),
    );
  });

  it.each([
    [' 1.004194.000.00.00.h13 ', '1.004194'],
    ['1.004194.H13', '1.004194'],
    ['1.004194.H13.000.00.00.H13', '1.004194'],
    ['1.004194.H56', '1.004194.H56'],
    ['kh01', 'KH01'],
    ['.h13', '.H13'],
    ['Đ\u01a1\u0301', 'ĐỚ'],
  ])('is ours without space, letter case and our own suffix: "%s"', (code, ours) => {
    expect(localCode(code, ' h13 ')).toBe(ours);
  });

  it('is ours for good: ours again is the same', () => {
    const parts = fc.constantFrom('1.004194', 'kh01', '.', '.h13', '.000.00.00.H13', ' ', '.H56', 'Đ');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 6 }), pieces => {
        const ours = localCode(pieces.join(''), 'H13');
        expect(localCode(ours, 'H13')).toBe(ours);
      }),
    );
  });

  it('is of national shape, or could be somebody’s', () => {
    expect(['1.004194', '1.00419', '11.004194', '1.004194.H13'].map(isNationalShape)).toEqual([
      ...[true, false, false, false],
    ]);
    expect(['BTP-277', 'KH12', ''].map(couldBeCode)).toEqual([true, false, false]);
  });
});
