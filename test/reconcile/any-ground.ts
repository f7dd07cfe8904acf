import fc from 'fast-check';
import type { AppliedFacts } from '../../src/domain/applied.ts';
import type { ReviewedProcedure } from '../../src/domain/review.ts';
import type { JudgeContext, ProcedureGroup } from '../../src/reconcile/rule.ts';
import type { SnapshotProcedure } from '../../src/snapshot/model.ts';
import { packedAndUnpacked } from '../snapshot/packed.ts';
import { anyRecords, type Records, recordOf } from './any-records.ts';
import { city, context, group } from './support.ts';

export const code = '1.000001';
export const systems = ['national', 'portal', 'oneStop', 'people'] as const;
const agencies = city().agencies.map(agency => agency.code);
const everything = city().systems.map(system => ({
  ...system,
  ...(system.role !== 'national' && {
    hosts: ['components', 'eform', 'workflow', 'payment', 'channel'] as const,
  }),
}));
/** The city of the tests, whose systems hold everything; every unit should have handed its lists in. */
export const wholeCity: JudgeContext = {
  ...context({
    city: {
      systems: [
        ...everything.map(system => ({ ...system, hosts: [...system.hosts] })),
        { name: 'people', role: 'nationalPortal', hosts: [], covers: null },
      ],
    },
  }),
  reviewsDue: new Map(agencies.map(agency => [agency, '2021-06-15'])),
};

/** A procedure everywhere, what the reviews say of it, and what we once pushed to the portal. */
export interface Ground {
  /** `people`: the portal where people file. */
  records: Records & { people: SnapshotProcedure | undefined };
  reviewed: ReviewedProcedure;
  applied: AppliedFacts;
}

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const pushed = <T>(value: fc.Arbitrary<T>) =>
  fc.record({ value, planId: fc.constant('P1'), at: fc.constant('2021-01-01T00:00:00.000Z') });
const level = fc.constantFrom(2, 3, 4, null, undefined);
const unit = fc.constantFrom('H13.1', 'H13.5.1', 'H13.5.2', 'H13.6');
const units = maybe(fc.uniqueArray(unit, { maxLength: 3 }));
const shown = fc.constantFrom(2, 3, 4, null);
const published = fc
  .tuple(
    recordOf(code),
    fc.record({
      applied: units,
      tests: units,
      audiences: maybe(
        fc.array(
          fc.record({ case: fc.constantFrom('a', 'b'), agency: unit, citizen: shown, business: shown }),
          { maxLength: 2 },
        ),
      ),
      links: fc.constant([{ agency: 'H13.1', link: 'https://here' }]),
    }),
  )
  .map(([record, publication]) => {
    const facts = { ...record.facts, publication };
    return { ...record, facts } as unknown as SnapshotProcedure;
  });
export const anyGround = fc.constantFrom('offerings', 'cases').chain(
  tellsChannel =>
    fc.record({
      // A system tells of its offerings or of its cases whether they take filings online, not of both.
      records: fc.tuple(anyRecords(code), maybe(published)).map(([own, people]) => {
        const records = { ...own, people };
        for (const record of Object.values(records)) {
          if (tellsChannel === 'cases') for (const each of record?.offerings ?? []) delete each.onlineClosed;
          else for (const each of record?.cases ?? []) delete each.onlineClosed;
        }
        return records;
      }),
      reviewed: fc.record({
        procedure: fc.constant(code),
        targets: fc.subarray(agencies).chain(chosen =>
          fc.tuple(
            ...chosen.map(agency =>
              fc.record({
                agency: fc.constant(agency),
                level: fc.constantFrom(4, null),
                why: fc.constantFrom('review', 'decision', 'not-reviewed'),
                technical: fc.constant({ blocks: true, reasons: [], text: null }),
                legal: fc.constant({ blocks: false, reasons: [], text: null }),
                sources: fc.constant([]),
              }),
            ),
          ),
        ),
        explanations: fc.constantFrom(
          [],
          ['e-form', 'payment', 'original-needed', 'digital-signature', 'electronic-result'].map(reason => ({
            ...{ agency: 'H13.1', list: 'not-eligible', procedure: code, name: '', importedAt: '' },
            technical: { blocks: true, reasons: [reason], text: 'chưa có' },
            legal: { blocks: false, reasons: [], text: null },
            source: { file: 1, name: 'ds.xlsx', sheet: 'PL II', row: 12 },
          })),
        ),
        remembered: fc.constantFrom([], [{ agency: 'H13.1', facts: { decision: ['0/QĐ-CŨ'], fee: ['cũ'] } }]),
        conflicts: fc.constantFrom(
          [],
          [{ procedure: code, agencies: ['H13.1'], tier: 'province', cause: 'legal', sides: [] }],
        ),
      }),
      applied: fc.record({
        code: fc.constant(code),
        levels: fc.dictionary(fc.constantFrom(...agencies), pushed(level), { maxKeys: 3 }),
        cases: fc.dictionary(
          fc.constantFrom('a', 'b', 'c'),
          fc.record({
            eform: maybe(pushed(fc.constantFrom('h', 'other', null))),
            workflow: maybe(pushed(fc.constantFrom('h', 'other', null))),
            components: maybe(pushed(fc.constantFrom([{ name: 'Tờ khai' }], null))),
          }),
          { maxKeys: 2 },
        ),
      }),
    }) as unknown as fc.Arbitrary<Ground>,
);

/** As a snapshot gives records back, which is how rules meet them, unless told otherwise. */
export function groupOf(
  { records, reviewed, applied }: Ground,
  met: (record: SnapshotProcedure) => SnapshotProcedure = packedAndUnpacked,
): ProcedureGroup {
  const unpacked = Object.fromEntries(
    systems.flatMap(name => {
      const record = records[name];
      return record ? [[name, met(record)]] : [];
    }),
  );
  return { ...group(wholeCity, code, unpacked), reviewed, applied: [undefined, applied, applied, undefined] };
}
