import { expect, it } from 'vitest';
import { atSystem, daysOf, type ReadSystem } from '../../src/reconcile/at-system.ts';
import { offering, record } from './support.ts';

const code = '1.000001';
const unit = 'H13.1';
const cases = [{ key: 'a', agencies: null }];
const read: ReadSystem = {
  ...{ name: 'portal', role: 'portal', hosts: ['eform'], covers: null },
  takenAt: '2026-11-22T00:00:00.000Z',
};
const hidden = (agencies: string[], procedures: string[]) => ({
  indeterminate: { agencies: new Set(agencies), procedures: new Set(procedures) },
});

it('what a system has of a procedure is its cases, or why there are none to look at', () => {
  const seen = (system: Partial<ReadSystem>, of?: ReturnType<typeof record>) =>
    atSystem(code, unit, { ...read, ...system }, of).cases;
  const offered = record(code, { offerings: [offering(unit, 2)], cases });
  expect(seen({}, offered)).toBe(cases);
  expect(seen({ takenAt: null }, offered)).toBe('never-read');
  expect(seen({})).toBe('no-procedure');
  expect(seen(hidden([], [code]))).toBe('unread');
  expect(seen({}, { ...offered, detailed: false })).toBe('unread');
  expect(seen({}, record(code))).toBe('unread');
  expect([seen({ casesFrom: 3 }, offered), seen({ casesFrom: 2 }, offered)]).toEqual(['below-online', cases]);
  expect(seen({ casesFrom: 3 }, record(code, { offerings: [offering(unit, null)], cases }))).toBe(
    'below-online',
  );
  expect(seen({ casesFrom: 3 }, record(code, { cases }))).toBe(cases);
});

it('an account is absent only where the row of the unit was read whole, or nothing hides one', () => {
  const account = (system: Partial<ReadSystem>, ...offerings: ReturnType<typeof offering>[]) =>
    atSystem(code, unit, { ...read, ...system }, record(code, { offerings })).offering.account;
  expect(account({}, offering('H13.2', 4, { account: true }), offering(unit, 4, { account: true }))).toBe(
    true,
  );
  expect(account({}, offering(unit))).toBe(false);
  expect(account({}, offering(unit, undefined as never, { level: undefined }))).toBeUndefined();
  expect([account(hidden([unit], [])), account(hidden([], [code])), account(hidden(['H13.2'], []))]).toEqual([
    undefined,
    undefined,
    false,
  ]);
});

it('the days it is told of are those of the list, of the details and of the cases open to the unit', () => {
  const of = record(code, {
    facts: { readAt: '2026-11-20' },
    cases: [
      { key: 'a', agencies: null, readAt: '2026-11-19' },
      { key: 'b', agencies: [unit], readAt: '2026-11-18' },
      { key: 'c', agencies: ['H13.2'], readAt: '2026-11-17' },
      { key: 'd', agencies: null },
    ],
  });
  expect(daysOf(of, unit, '2026-11-22')).toEqual(['2026-11-22', '2026-11-20', '2026-11-19', '2026-11-18']);
  expect(daysOf(undefined, unit, null)).toEqual([]);
});
