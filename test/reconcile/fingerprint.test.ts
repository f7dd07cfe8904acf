import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../src/reconcile/fingerprint.ts';

const part = fc.option(fc.string());
const identity = fc.record({
  rule: fc.constantFrom('level-differs' as const, 'no-eform' as const),
  procedure: part,
  agency: part,
  system: part,
  key: fc.option(fc.string(), { nil: undefined }),
});

describe('the fingerprint of a finding', () => {
  test('is the same for the same rule, procedure, agency, system and key, and for no other', () => {
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(fingerprintOf(one) === fingerprintOf(other)).toBe(same);
        expect(fingerprintOf({ ...one })).toMatch(/^[0-9a-f]{32}$/);
      }),
    );
  });

  test('stays what it was: stored discrepancies are known by it', () => {
    expect(
      fingerprintOf({ rule: 'missing-offering', procedure: '1.004194', agency: 'H13.1', system: 'portal' }),
    ).toBe('ac6b50e351538348e5bf95a780fdf700');
  });
});
