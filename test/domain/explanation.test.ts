import { expect, it } from 'vitest';
import { conditionsNamed, explanationKey, explanationsOf } from '../../src/domain/explanation.ts';
import type { Ground, ReviewEntry } from '../../src/domain/review.ts';

const ground = (change: Partial<Ground> = {}): Ground => ({
  blocks: true,
  reasons: [],
  text: null,
  ...change,
});

it('conditions are named once, sorted, by grounds that stand in the way or may', () => {
  const technical = ground({ reasons: ['original-papers', 'legislation', 'no-condition'] as never });
  const named = (legal: Ground) => conditionsNamed({ technical, legal });
  expect(named(ground({ reasons: ['legislation', 'field-work'] as never }))).toEqual([
    ...['field-work', 'legislation', 'original-papers'],
  ]);
  expect(named(ground({ blocks: undefined, reasons: ['field-work'] as never }))).toContain('field-work');
  expect(named(ground({ blocks: false, reasons: ['field-work'] as never }))).not.toContain('field-work');
  expect(conditionsNamed({ technical: ground(), legal: ground() })).toEqual([]);
});

it('rows give the same reasons where their words are the same, else their marks', () => {
  const key = (technical: Partial<Ground>) =>
    explanationKey({ technical: ground(technical), legal: ground() });
  const coded = key({ reasons: ['a', 'b'] as never });
  expect(key({ reasons: ['b', 'a'] as never })).toBe(coded);
  expect(key({ reasons: ['a'] as never })).not.toBe(coded);
  const told = key({ text: 'Phải có mặt', reasons: ['a'] as never });
  expect(key({ text: ' phải  CÓ mặt. ', reasons: ['b'] as never })).toBe(told);
  expect(key({ text: 'Phải ký' })).not.toBe(told);
  expect(key({ text: 'Phải có mặt', blocks: false })).not.toBe(told);
  expect(explanationKey({ technical: ground(), legal: ground({ text: 'Phải có mặt' }) })).not.toBe(told);
});

it('only rows that say no explain, by unit and place whatever came first', () => {
  const row = (agency: string, row: number, list = 'not-eligible') =>
    ({ agency, list, source: { file: 'f', sheet: 's', row } }) as unknown as ReviewEntry;
  const rows = [row('B', 1), row('A', 3), row('A', 2), row('A', 1, 'eligible')];
  for (const order of [rows, rows.toReversed()])
    expect(explanationsOf(order).map(({ agency, source }) => `${agency}${source.row}`)).toEqual([
      'A2',
      'A3',
      'B1',
    ]);
});
