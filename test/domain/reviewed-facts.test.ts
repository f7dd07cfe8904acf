import { describe, expect, test } from 'vitest';
import type { CaseFacts, ProcedureFacts } from '../../src/domain/procedure.ts';
import { changedParts, reviewedFacts } from '../../src/domain/reviewed-facts.ts';

const facts: ProcedureFacts = {
  decision: 'Quyết định số 1872/QĐ-BTP ngày 04/9/2020',
  legalBases: [
    { number: '60/2014/QH13', name: 'Luật Hộ tịch' },
    { number: '123/2015/NĐ-CP', name: 'Nghị định' },
  ],
  fees: [{ channel: 'online', amount: 5_000, text: '5.000 đồng' }],
  deadlines: [{ channel: 'online', amount: 3, unit: 'workingDay', text: '3 ngày' }],
  tiers: ['commune'],
};
const cases: CaseFacts[] = [
  {
    ...{ key: 'a', agencies: null },
    components: [
      { name: 'Tờ khai', originals: 1, copies: 0 },
      { name: 'Giấy chứng sinh', originals: 0, copies: 1 },
    ],
  },
];
const before = reviewedFacts(facts, cases);
const changed = (change: ProcedureFacts, other: CaseFacts[] = cases) =>
  changedParts(before, reviewedFacts({ ...facts, ...change }, other)).map(({ what }) => what);

describe('what a review spoke about', () => {
  test('is the same in another order, with other spaces, as HTML, in another Unicode form', () => {
    const again: CaseFacts[] = [
      {
        ...{ key: 'b', agencies: null },
        components: [
          { name: ' Giấy  <b>chứng sinh</b>&nbsp;'.normalize('NFD'), originals: 0, copies: 1 },
          { name: 'TỜ KHAI', originals: 1, copies: 0 },
        ],
      },
    ];
    const legalBases = [...facts.legalBases!].reverse();
    expect(changed({ legalBases, decision: '1872/QĐ-BTP', name: 'Tên khác' }, again)).toEqual([]);
  });

  test.each([
    ['decision', { decision: '99/QĐ-BTP' }],
    ['legal', { legalBases: [] }],
    ['fee', { fees: [{ channel: 'direct', amount: 8_000, text: '' }] }],
    ['time', { deadlines: [{ channel: 'online', amount: 5, unit: 'workingDay', text: '' }] }],
    ['tiers', { tiers: ['district'] }],
  ] as const)('%s is one when it changes, and none when it could not be told', (what, change) => {
    expect(changed(change as never)).toEqual([what]);
    expect(changed({ [Object.keys(change)[0]!]: undefined })).toEqual([]);
  });

  test('the counts of a paper are papers', () => {
    const more = [{ ...cases[0]!, components: [{ name: 'Tờ khai', originals: 2, copies: 0 }] }];
    expect(changed({}, more)).toEqual(['papers']);
    expect(changed({}, [{ key: 'a', agencies: null }])).toEqual([]);
  });
});
