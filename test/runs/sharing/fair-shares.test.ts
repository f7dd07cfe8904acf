import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fairShares } from '../../../src/runs/sharing/fair-shares.ts';

const anyUsers = fc
  .array(fc.record({ wants: fc.nat(10), turn: fc.nat(3) }), { maxLength: 12 })
  .map(users => users.map((user, at) => ({ ...user, token: `p${at}` })));

test('no slot is given twice, none kept from somebody who wants it, nobody gets more than he wants', () => {
  fc.assert(
    fc.property(anyUsers, fc.integer({ min: 1, max: 10 }), (users, slots) => {
      const shares = fairShares(users, slots);
      const wanted = users.reduce((sum, { wants }) => sum + wants, 0);
      const given = [...shares.values()].reduce((sum, share) => sum + share, 0);
      expect(given).toBe(Math.min(slots, wanted));
      for (const { token, wants } of users) expect(shares.get(token)).toBeLessThanOrEqual(wants);
    }),
  );
});

test('who has less than he wants has at most one less than anybody else', () => {
  fc.assert(
    fc.property(anyUsers, fc.integer({ min: 1, max: 10 }), (users, slots) => {
      const shares = fairShares(users, slots);
      const most = Math.max(0, ...shares.values());
      for (const { token, wants } of users) {
        if (shares.get(token)! < wants) expect(shares.get(token)).toBeGreaterThanOrEqual(most - 1);
      }
    }),
  );
});

test('every process comes to the same shares, in whatever order it sees the others', () => {
  fc.assert(
    fc.property(anyUsers, fc.integer({ min: 1, max: 10 }), (users, slots) => {
      expect([...fairShares(users.toReversed(), slots)].sort()).toEqual([...fairShares(users, slots)].sort());
    }),
  );
});

test('where slots do not go round, an earlier turn goes first', () => {
  const users = [
    { token: 'had-it', wants: 3, turn: 2 },
    { token: 'waits', wants: 3, turn: 0 },
    { token: 'waits-too', wants: 3, turn: 1 },
  ];
  expect(fairShares(users, 2)).toEqual(
    new Map([
      ['had-it', 0],
      ['waits', 1],
      ['waits-too', 1],
    ]),
  );
});
