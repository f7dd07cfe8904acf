import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/reconcile/rules/index.ts';
import { findingCodes, ruleText, say, told } from '../../src/words/findings.ts';
import { anyGround, groupOf, wholeCity } from '../reconcile/any-ground.ts';
import { context, group, judged, offering, record } from '../reconcile/support.ts';

const byNumber = /mức độ/i;
/** Characters of what a sentence is made of in the store, whatever was found. */
const most = 6_000;

function findingsOf(given: Parameters<typeof groupOf>[0]) {
  return judged(rules, wholeCity, groupOf(given)).findings;
}

describe('the sentence of a finding', () => {
  test('is made of what is stored, in the words the city has for levels, and of nothing else', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyGround, given => {
        for (const finding of findingsOf(given)) {
          const stored = structuredClone({
            ...finding,
            statement: JSON.parse(JSON.stringify(finding.statement)),
          });
          expect(say(stored)).toEqual(say(finding));
          const { message, expected, actual, brief } = say(stored, 'decree-42');
          expect([message, expected, actual, brief].join(' ')).not.toMatch(byNumber);
          expect([message, expected, actual, brief].join(' ')).not.toMatch(/undefined|NaN|\[object/);
          if (message !== say(stored).message) seen.add(finding.rule);
        }
      }),
      { numRuns: 150, seed: 18 },
    );
    expect([...seen].sort()).toEqual([
      'above-eligibility',
      'audience-conflict',
      'below-target',
      'exposed-above-level',
      'level-differs',
      'level-drift',
      'offered-outside-scope',
      'people-land-elsewhere',
      'review-conflict',
      'uneven-level',
    ]);
  });

  test('says levels as the decree does, and still tells apart what it calls alike', () => {
    const of = context({ city: { levelNames: 'decree-42' } });
    const at = (level: 1 | 2 | 3 | 4 | null) => record('1.000001', { offerings: [offering('H13.1', level)] });
    const message = (one: Parameters<typeof at>[0], other: Parameters<typeof at>[0]) =>
      judged(rules, of, group(of, '1.000001', { portal: at(one), oneStop: at(other) })).findings.find(
        ({ rule }) => rule === 'level-differs',
      )!.message;
    expect(message(4, 3)).toBe(
      'Thủ tục 1.000001 «Đăng ký khai sinh» tại Sở Y tế (H13.1) phải có cùng một mức ở các hệ thống nhưng đang khác nhau: Cổng DVC thành phố: mức toàn trình; Hệ thống một cửa điện tử: mức một phần.',
    );
    expect(message(2, 1)).toMatch(/mức 2 \(cung cấp thông tin\); .*: mức 1 \(cung cấp thông tin\)\.$/);
    expect(message(4, null)).toMatch(/mức toàn trình; .*: không có mức\.$/);
  });

  test('stays small where hundreds of units and pages of text were found', () => {
    const agencies = Array.from({ length: 450 }, (_, at) => ({
      code: `H13.9.${String(at).padStart(3, '0')}`,
      name: `UBND phường ${'rất dài '.repeat(40)}${at}`,
      tier: 'commune' as const,
    }));
    const of = context({ city: { agencies } });
    const long = 'đoạn văn bản dài '.repeat(230);
    const papers = (from: number) =>
      Array.from({ length: 300 }, (_, at) => ({ name: `Giấy tờ ${from + at} ${long}` }));
    const one = (level: 3 | 4, from: number) =>
      record('1.000001', {
        facts: {
          name: `${from} ${long}`,
          fields: Array.from({ length: 50 }, (_, at) => ({ name: `${from} ${at} ${long}` })),
          fees: Array.from({ length: 500 }, (_, at) => ({ amount: from + at, text: long, suspicious: true })),
          deadlines: Array.from({ length: 50 }, (_, at) => ({
            amount: from + at,
            unit: 'day' as const,
            text: long,
          })),
          decision: `${from}/QĐ-BTP ${long}`,
          tiers: [],
          bodies: Array.from({ length: 50 }, (_, at) => ({ name: `UBND tỉnh Hậu Giang ${at} ${long}` })),
          suspectTexts: Array.from({ length: 50 }, (_, at) => `test: ${at} ${long}`),
        },
        offerings: agencies.map(({ code }, at) => offering(code, at % 2 ? level : 3)),
        cases: [
          {
            key: 'a',
            name: long,
            agencies: null,
            components: papers(from),
            eform: { state: 'invalid', hash: 'h', reason: long },
            workflow: {
              hash: 'h',
              defects: Array.from({ length: 400 }, (_, at) => ({
                defect: 'dead-end-step' as const,
                step: `${at} ${long}`,
              })),
            },
            deadlineHours: 8,
          },
        ],
      });
    const { findings } = judged(
      rules,
      of,
      group(of, '1.000001', { national: one(4, 1), portal: one(4, 1000), oneStop: one(3, 5000) }),
    );
    const found = new Set(findings.map(({ rule }) => rule));
    for (const rule of [
      'name-differs',
      'components-differ',
      'unsound-workflow',
      'uneven-level',
      'invalid-eform',
      'fee-differs',
      'fee-suspicious',
      'field-differs',
      'test-residue',
    ])
      expect(found, rule).toContain(rule);
    // Names that differ are kept whole, for they may differ in the last word: two of them, as long as a name may be.
    for (const { rule, statement } of findings)
      expect(JSON.stringify(statement).length, rule).toBeLessThan(rule === 'name-differs' ? 9_000 : most);
  });

  test('leaves the name out where it stands beside it already, and says whether it names every unit', () => {
    const eform = (agencies: string[]) =>
      say(
        judged(
          rules,
          wholeCity,
          group(wholeCity, '1.000001', {
            portal: record('1.000001', {
              offerings: agencies.map(agency => offering(agency)),
              cases: [{ key: 'a', agencies: null, eform: null }],
            }),
          }),
        ).findings.find(({ rule }) => rule === 'no-eform')!,
      );
    const few = eform(['H13.1', 'H13.2']);
    expect(few.message).toContain('1.000001 «Đăng ký khai sinh»');
    expect(few.brief).toBe(few.message.replace(' «Đăng ký khai sinh»', ''));
    expect(few.namesUnits).toBe(true);
    expect(eform(['H13.1', 'H13.2', 'H13.5', 'H13.6']).namesUnits).toBe(false);
  });

  test('of a version before, or of a rule only another version has, is read all the same', () => {
    const place = { procedure: '1.000001', agency: null, system: 'portal' };
    const old = { message: 'Thủ tục 1.000001 ở mức độ 4.', expected: 4, actual: null };
    expect(told({ ...place, rule: 'level-differs', statement: old }, 'decree-42')).toEqual({
      ...place,
      rule: 'level-differs',
      ...old,
    });
    const other = say({ ...place, rule: 'of-tomorrow', statement: { names: {}, params: {} } });
    expect(other.message).toBe(
      'Sai lệch loại of-tomorrow do phiên bản khác của dvc-sync ghi: thủ tục 1.000001, portal.',
    );
  });
});

test('what is said of a rule has the city’s words for levels too', () => {
  for (const code of findingCodes)
    for (const text of Object.values(ruleText(code, 'decree-42'))) expect(text, code).not.toMatch(byNumber);
  expect(ruleText('above-eligibility').title).toBe('Ở mức độ 4 dù chưa đủ điều kiện');
  expect(ruleText('above-eligibility', 'decree-42').title).toBe('Ở mức toàn trình dù chưa đủ điều kiện');
});
