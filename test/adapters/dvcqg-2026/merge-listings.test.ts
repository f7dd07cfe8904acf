import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Listing, mergeListings } from '../../../adapters/dvcqg-2026/read/merge-listings.ts';
import type { Level } from '../../../src/domain/level.ts';

const citizen = 'VIETNAMESE_CITIZEN';
const business = 'ENTERPRISE';
const levels = fc.constantFrom<Level | null>(4, 3, 2, null);
const listing = (level: fc.Arbitrary<Level | null | undefined>): fc.Arbitrary<Listing> =>
  fc.record({
    agency: fc.constantFrom('H13.01', 'H13.105'),
    case: fc.constantFrom('c1', 'c2'),
    audiences: fc.constantFrom([citizen], [business], [citizen, business]),
    level,
    testing: fc.boolean(),
  });
const rows = fc.array(listing(levels), { maxLength: 12 });
const plain = (merged: ReturnType<typeof mergeListings>) => ({
  ...merged,
  units: [...merged.units.keys()].sort(),
});

describe('rows of cases and audiences become offerings', () => {
  it('one a unit, of the highest level of its rows that are no tests', () => {
    fc.assert(
      fc.property(rows, all => {
        const { offerings } = mergeListings(all);
        const real = all.filter(({ testing }) => !testing);
        expect(offerings.map(({ agency }) => agency)).toEqual(
          [...new Set(real.map(({ agency }) => agency))].sort(),
        );
        for (const { agency, level } of offerings) {
          const own = real.filter(row => row.agency === agency).map(row => row.level ?? 0);
          expect(level ?? 0).toBe(Math.max(...own));
        }
      }),
    );
  });

  it('the same in whatever order, and however often a row comes', () => {
    fc.assert(
      fc.property(rows, fc.func(fc.integer()), (all, order) => {
        const again = [...all, ...all].sort((a, b) => Number(order(a)) - Number(order(b)));
        expect(plain(mergeListings(again))).toEqual(plain(mergeListings(all)));
      }),
    );
  });

  it('tells of every case and unit whose audiences are shown different levels, and of no other', () => {
    fc.assert(
      fc.property(rows, all => {
        const told = mergeListings(all).audiences!.map(one => `${one.case} ${one.agency}`);
        const expected = ['c1', 'c2'].flatMap(of =>
          ['H13.01', 'H13.105']
            .filter(agency => {
              const shown = [citizen, business].map(audience => {
                const own = all.filter(
                  row =>
                    !row.testing &&
                    row.case === of &&
                    row.agency === agency &&
                    row.audiences.includes(audience),
                );
                return own.length === 0 ? undefined : Math.max(...own.map(row => row.level ?? 0));
              });
              return shown[0] !== undefined && shown[1] !== undefined && shown[0] !== shown[1];
            })
            .map(agency => `${of} ${agency}`),
        );
        expect(told).toEqual(expected);
      }),
    );
  });

  it('a test record changes nothing but that there is one', () => {
    fc.assert(
      fc.property(rows, listing(levels), (all, one) => {
        const { tests: _, ...before } = plain(mergeListings(all));
        const { tests, ...after } = plain(mergeListings([...all, { ...one, testing: true }]));
        expect(after).toEqual(before);
        expect(tests).toContain(one.agency);
      }),
    );
  });

  it('leaves open what a level nobody knows leaves open', () => {
    const row = (level: Level | undefined, audience: string): Listing => ({
      ...{ agency: 'H13.01', case: 'c1', audiences: [audience], level, testing: false },
    });
    expect(mergeListings([row(3, citizen), row(undefined, business)])).toMatchObject({
      ...{ offerings: [{ agency: 'H13.01', level: undefined }], audiences: undefined },
    });
    expect(mergeListings([row(4, citizen), row(undefined, citizen)])).toMatchObject({
      ...{ offerings: [{ agency: 'H13.01', level: 4 }], audiences: [] },
    });
  });
});
