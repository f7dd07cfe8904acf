import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agencyDifference } from '../../src/reconcile/agency-difference.ts';

const list = fc
  .uniqueArray(fc.constantFrom('H13.1', 'H13.10', 'H13.2', 'H13.2.1', 'a', 'đ'))
  .map(codes => codes.sort());

describe('comparing where a procedure should be with where it is', () => {
  test('finds what only one of two sorted lists has, the second time as well as the first', () => {
    fc.assert(
      fc.property(list, list, (expected, found) => {
        const answer = {
          missing: [...expected.keys()].filter(at => !found.includes(expected[at]!)),
          extra: [...found.keys()].filter(at => !expected.includes(found[at]!)),
        };
        expect(agencyDifference(expected, found)).toEqual(answer);
        expect(agencyDifference(expected, found)).toEqual(answer);
        expect(agencyDifference(expected, expected)).toEqual({ missing: [], extra: [] });
      }),
    );
  });

  test('keeps the answers for one list apart from those for another', () => {
    const expected = ['a', 'b'];
    expect(agencyDifference(expected, ['a']).missing).toEqual([1]);
    expect(agencyDifference(expected, ['b']).missing).toEqual([0]);
    expect(agencyDifference(['b', 'c'], ['b']).missing).toEqual([1]);
  });
});
