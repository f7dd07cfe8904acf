import fc from 'fast-check';
import type { SnapshotProcedure } from '../../src/snapshot/model.ts';

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
  tiers: told(fc.subarray(['province', 'district', 'commune'] as const)),
  shownLevel: told(fc.constantFrom(1, 3, 4)),
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
  receptionAddress: told(fc.constant('Số 2 Hòa Bình')),
});

/** A case, whatever it says. */
export const caseFacts = fc.record({
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

export function recordOf(code: string): fc.Arbitrary<SnapshotProcedure> {
  const offerings = fc
    .uniqueArray(
      fc.record({
        agency,
        level: told(fc.constantFrom(1, 2, 3, 4, 4)),
        rows: fc.constant(['1']),
        onlineClosed: maybe(fc.boolean()),
        account: maybe(fc.boolean()),
      }),
      { selector: each => each.agency, maxLength: 3 },
    )
    .map(rows => rows.sort((a, b) => (a.agency < b.agency ? -1 : 1)));
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

/** What each system has of one procedure. */
export type Records = Record<'national' | 'portal' | 'oneStop', SnapshotProcedure | undefined>;
export const anyRecords = (code: string): fc.Arbitrary<Records> =>
  fc.record({ national: recordOf(code), portal: maybe(recordOf(code)), oneStop: maybe(recordOf(code)) });
