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
  test('is told in texts that can be read as they stand, each once, sorted; none where there is none', () => {
    expect(before).toEqual({
      decision: ['1872/QĐ-BTP'],
      legal: ['123/2015/NĐ-CP', '60/2014/QH13'],
      papers: ['Giấy chứng sinh (bản chính 0, bản sao 1)', 'Tờ khai (bản chính 1, bản sao 0)'],
      fee: ['online 5000'],
      time: ['online 3 workingDay'],
      tiers: ['commune'],
    });
    const none = { decision: null, legalBases: null, fees: null, deadlines: null, tiers: null };
    expect(reviewedFacts(none, [])).toEqual({
      decision: [],
      legal: [],
      papers: [],
      fee: [],
      time: [],
      tiers: [],
    });
    expect(reviewedFacts({}, undefined)).toEqual({});
    const words = {
      decision: 'Quyết định của Bộ',
      legalBases: ['b', 'a', 'a'].map(name => ({ number: '', name })),
      fees: [{ text: 'theo quy định' }],
      deadlines: [{ text: 'ngay' }, { amount: 5, text: '' }],
    };
    expect(
      reviewedFacts(words, [{ ...cases[0]!, components: [{ name: 'Ảnh' }] }, ...cases.slice(1)]),
    ).toEqual({
      ...{ decision: ['Quyết định của Bộ'], legal: ['a', 'b'], fee: ['theo quy định'], time: ['5', 'ngay'] },
      papers: ['Ảnh (bản chính –, bản sao –)'],
    });
    // One case whose papers could not be told leaves them open.
    expect(reviewedFacts({}, [...cases, { key: 'b', agencies: null }])).toEqual({});
  });

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
