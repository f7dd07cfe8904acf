import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/reconcile/rules/index.ts';
import type { SnapshotProcedure } from '../../../src/snapshot/model.ts';
import { context, group, judged } from '../support.ts';

const of = context();
const judgedHere = new Set([
  'no-eform',
  'invalid-eform',
  'no-workflow',
  'unsound-workflow',
  'no-components',
  'components-differ',
  'no-online-payment',
  'online-closed',
  'name-differs',
  'field-differs',
  'fee-differs',
  'deadline-differs',
  'decision-differs',
  'fee-suspicious',
  'free-with-amount',
  'deadline-without-unit',
  'test-residue',
  'other-locality',
  'name-twice',
]);
const judging = rules.filter(({ id }) => judgedHere.has(id));

// Few values, so that both sides often agree, often differ, and often could not tell.
const told = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: value }, fc.constant(null), fc.constant(undefined));
const few = <T>(value: fc.Arbitrary<T>) => fc.array(value, { maxLength: 3 });
const words = fc.constantFrom(
  '',
  'Tờ khai',
  'TỜ KHAI.',
  'Đơn đề nghị mau.docx',
  'Đơn đề nghị',
  `${'giấy '.repeat(50)}a`,
);
const names = fc.oneof(
  words,
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('Test 1', 'Demo/QĐ-BCA'),
);
const number = fc.constantFrom(0, 3, 5, 8, 24, 40, 120, -1, 0.5, 10_000);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const reference = fc.record(
  { code: fc.constantFrom('G1', 'G2', ''), name: fc.constantFrom('UBND tỉnh Hậu Giang', 'Hộ tịch', '') },
  { requiredKeys: [] },
);
const agency = fc.constantFrom('H13.1', 'H13.5.1', 'H13.5.2', 'H13.6');

const facts = fc.record({
  name: told(names),
  active: fc.constantFrom(true, true, false, undefined),
  fields: told(few(reference)),
  bodies: told(few(reference)),
  decision: told(fc.oneof(names, fc.constantFrom('1/QĐ-BTP', '2/QĐ-BTP', 'Quyết định số 1/QĐ-BTP'))),
  fees: told(
    few(
      fc.record({
        amount: maybe(number),
        text: names,
        suspicious: maybe(fc.boolean()),
        freeWithAmount: maybe(fc.boolean()),
      }),
    ),
  ),
  deadlines: told(
    few(
      fc.record({
        amount: maybe(number),
        unit: maybe(fc.constantFrom('workingDay', 'day', 'hour', 'month')),
        text: names,
      }),
    ),
  ),
  suspectTexts: maybe(few(names)),
});

const caseFacts = fc.record({
  key: fc.constantFrom('a', 'b', 'c'),
  name: maybe(names),
  agencies: fc.oneof(fc.constant(null), few(agency)),
  components: told(few(fc.record({ name: words, code: maybe(fc.constantFrom('1', '2')) }))),
  eform: told(
    fc.record({
      state: fc.constantFrom('usable', 'empty', 'invalid'),
      reason: maybe(names),
      hash: fc.constant('h'),
    }),
  ),
  workflow: told(
    fc.record({
      hash: fc.constant('h'),
      defects: few(
        fc.record({
          defect: fc.constantFrom('no-end', 'dead-end-step', 'malformed'),
          step: maybe(names),
          detail: maybe(names),
        }),
      ),
      longestHours: maybe(number),
      longestOnlineHours: maybe(number),
    }),
  ),
  deadlineHours: told(number),
  deadlineUnit: maybe(fc.constantFrom('workingDay', 'day')),
  onlineDeadlineHours: told(number),
  onlineClosed: maybe(fc.boolean()),
  onlinePayment: maybe(fc.boolean()),
});

function recordOf(code: string): fc.Arbitrary<SnapshotProcedure> {
  const offerings = fc.uniqueArray(
    fc.record({
      agency,
      level: told(fc.constantFrom(1, 2, 3, 4, 4)),
      rows: fc.constant(['1']),
      onlineClosed: maybe(fc.boolean()),
      account: maybe(fc.boolean()),
    }),
    { selector: each => each.agency, maxLength: 3 },
  );
  return fc.record({
    code: fc.constant(code),
    mapped: fc.constant(true),
    forms: fc.constant([code]),
    detailed: fc.constantFrom(true, true, true, false),
    facts,
    cases: maybe(fc.uniqueArray(caseFacts, { selector: ({ key }) => key, maxLength: 3 })),
    offerings,
  }) as unknown as fc.Arbitrary<SnapshotProcedure>;
}

type Records = Record<'national' | 'portal' | 'oneStop', SnapshotProcedure | undefined>;
const recordsOf = (code: string): fc.Arbitrary<Records> =>
  fc.record({ national: recordOf(code), portal: maybe(recordOf(code)), oneStop: maybe(recordOf(code)) });
const two = fc.tuple(recordsOf('1.000001'), recordsOf('1.000002'));

function findings([first, second]: [Records, Records]) {
  return judged(judging, of, group(of, '1.000001', first), group(of, '1.000002', second)).findings;
}

/** Every single fact that can be forgotten, as functions on a copy. That a thing is in use is presumed, not known. */
function forgettings(records: [Records, Records]): ((copy: [Records, Records]) => void)[] {
  const all: ((copy: [Records, Records]) => void)[] = [];
  for (const [at, group] of records.entries()) {
    for (const system of ['national', 'portal', 'oneStop'] as const) {
      const record = group[system];
      if (!record) continue;
      const forget = (change: (copy: SnapshotProcedure) => void) =>
        all.push(copy => change(copy[at]![system]!));
      for (const key of Object.keys(record.facts) as (keyof typeof record.facts)[])
        if (key !== 'active') forget(copy => delete copy.facts[key]);
      forget(copy => delete copy.cases);
      for (const index of record.offerings.keys()) {
        forget(copy => (copy.offerings[index]!.level = undefined));
        forget(copy => delete copy.offerings[index]!.onlineClosed);
      }
      for (const [index, each] of (record.cases ?? []).entries())
        for (const key of Object.keys(each) as (keyof typeof each)[])
          if (!['key', 'name', 'agencies'].includes(key)) forget(copy => delete copy.cases![index]![key]);
    }
  }
  return all;
}

describe('whatever systems say', () => {
  it('has every rule of this family', () => {
    expect(judging).toHaveLength(judgedHere.size);
  });

  it('no rule throws, and every finding is a sentence with its case told apart', () => {
    fc.assert(
      fc.property(two, records => {
        const found = findings(records);
        for (const { message, systems, evidence } of found) {
          expect(message).toMatch(/^Thủ tục .*\.$/su);
          expect(message).not.toMatch(/undefined|NaN|\[object/);
          expect(systems.length).toBeGreaterThan(0);
          expect(JSON.parse(JSON.stringify(evidence))).toBeTypeOf('object');
        }
        expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(found.length);
      }),
      { numRuns: 400 },
    );
  });

  it('knowing less never finds more', () => {
    fc.assert(
      fc.property(two, fc.nat(), (records, pick) => {
        const before = new Set(findings(structuredClone(records)).map(({ fingerprint }) => fingerprint));
        const choices = forgettings(records);
        const copy = structuredClone(records);
        choices[pick % choices.length]!(copy);
        for (const { fingerprint, message } of findings(copy)) expect(before, message).toContain(fingerprint);
      }),
      { numRuns: 800 },
    );
  });
});
