import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prepareApplicability } from '../../src/domain/applies.ts';
import type { Known } from '../../src/domain/known.ts';
import type { Level } from '../../src/domain/level.ts';
import { judge } from '../../src/reconcile/judge.ts';
import type { JudgeContext, JudgedSystem } from '../../src/reconcile/rule.ts';
import { rules } from '../../src/reconcile/rules/index.ts';
import type { SnapshotProcedure, SnapshotSummary } from '../../src/snapshot/model.ts';
import { handCases, packedApart } from '../snapshot/packed.ts';
import { anySnapshot, type Snapshots } from './any-snapshots.ts';
import { city, context } from './support.ts';

/*
 * What PRODUCT.md says of offerings, cell by cell of a small city: no columns, nothing shared, nothing remembered, nothing
 * left out because it is usually so. Judging a whole city must find the same.
 */

const judgedHere = [
  ...['level-differs', 'people-land-elsewhere', 'uneven-level', 'exposed-above-level', 'duplicate-offering'],
  ...['missing-offering', 'offered-outside-scope', 'withdrawn-still-offered', 'unknown-procedure'],
  'unmapped-procedure',
];

interface Cell {
  /** `unknown`: nobody can say whether there is an offering, or that there is none. */
  offered: boolean | 'unknown';
  /** Undefined: could not be told. */
  level?: Known<Level>;
  rows?: number;
}

function plainly(of: JudgeContext, snapshots: Snapshots): string[] {
  const found: string[] = [];
  const say = (
    ...[rule, procedure, agency, system, key]: [string, string, string | null, string | null, string?]
  ) => found.push([rule, procedure, agency, system, key].join('|'));

  const applies = prepareApplicability(of.city);
  const { national } = of;
  const local = of.systems.filter(({ role }) => role !== 'national');
  const agencies = of.city.agencies.map(({ code }) => code);
  const recordOf = (system: JudgedSystem | undefined, code: string) =>
    system?.shows ? snapshots[system.name]?.find(record => record.code === code) : undefined;
  const lostProcedure = (system: JudgedSystem, code: string) =>
    system.snapshot.indeterminateOfferings?.procedures.includes(code) === true;
  const lostAgency = (system: JudgedSystem, agency: string) =>
    system.snapshot.indeterminateOfferings?.agencies.includes(agency) === true;
  /** Undefined: could not be told. */
  const inUse = (record: SnapshotProcedure | undefined): boolean | undefined => {
    if (!record) return false;
    return record.detailed ? record.facts.active !== false : record.facts.active;
  };
  const cell = (system: JudgedSystem, code: string, agency: string): Cell => {
    const record = recordOf(system, code);
    const row = inUse(record) ? record!.offerings.find(each => each.agency === agency) : undefined;
    if (row) return { offered: true, level: row.level, rows: row.rows!.length };
    const telling = system.complete && inUse(record) !== undefined;
    if (!telling || lostProcedure(system, code) || lostAgency(system, agency)) return { offered: 'unknown' };
    return { offered: false };
  };

  const codes = new Set(Object.values(snapshots).flatMap(records => records!.map(({ code }) => code)));
  for (const code of codes) {
    const listed = recordOf(national, code);
    const rowsAt = (system: JudgedSystem) => {
      const record = recordOf(system, code);
      return inUse(record) ? record!.offerings.length + (record!.unmappedOfferings ?? 0) : 0;
    };
    const withdrawn = listed?.facts.active === false;
    const notInForce = // or nobody knows
      national!.shows &&
      (listed
        ? withdrawn || inUse(listed) === undefined
        : !national!.complete || lostProcedure(national!, code));

    const applicability = listed && applies(code, listed.facts);
    if (applicability?.problem && national!.complete)
      say('unmapped-procedure', code, null, national!.name, undefined);

    for (const system of local.filter(({ shows }) => shows)) {
      const record = recordOf(system, code);
      if (withdrawn && rowsAt(system) > 0) say('withdrawn-still-offered', code, null, system.name);
      if (!listed && national!.complete && rowsAt(system) > 0) {
        if (record!.mapped) say('unknown-procedure', code, null, system.name);
        else say('unmapped-procedure', code, null, system.name, code);
      }
      for (const agency of agencies) {
        const { offered, level, rows } = cell(system, code, agency);
        if (rows! > 1) say('duplicate-offering', code, agency, system.name);
        if (notInForce) continue;
        const shown = record?.facts.shownLevel;
        if (offered === true && level !== undefined && (level ?? 0) < 3 && (shown ?? 0) >= 3)
          say('exposed-above-level', code, agency, system.name);
        if (!listed?.detailed || !applicability) continue;
        const asked = applicability.agencies.includes(agency);
        const { tier } = of.agency(agency)!;
        if (offered === true && !asked && !applicability.undecided.includes(tier))
          say('offered-outside-scope', code, agency, system.name);
        if (asked && system.complete && offered === false && (!record || record.detailed))
          say('missing-offering', code, agency, system.name);
      }
      if (notInForce) continue;
      for (const tier of new Set(of.city.agencies.map(each => each.tier))) {
        const levels = of.city.agencies
          .filter(each => each.tier === tier)
          .map(each => cell(system, code, each.code))
          .filter(({ offered, level }) => offered === true && level !== undefined)
          .map(({ level }) => level);
        if (new Set(levels).size > 1) say('uneven-level', code, null, system.name, tier);
      }
    }

    const shown = local.filter(({ shows }) => shows);
    const own = shown.filter(({ role }) => role !== 'nationalPortal');
    const people = shown.filter(({ role }) => role === 'nationalPortal');
    for (const agency of notInForce ? [] : agencies) {
      const levels = own
        .map(system => cell(system, code, agency))
        .filter(({ offered, level }) => offered === true && level !== undefined)
        .map(({ level }) => level);
      if (new Set(levels).size > 1) say('level-differs', code, agency, null);
      for (const portal of own.length > 0 ? people : []) {
        const met = cell(portal, code, agency).level ?? 0;
        if (met === 0) continue;
        const others = own
          .map(system => cell(system, code, agency))
          .filter(({ offered, level }) => offered === false || (offered === true && level !== undefined))
          .map(({ level }) => level ?? 0)
          .filter(level => (met >= 3 || level >= 3) && met !== level);
        if (others.length > 0) say('people-land-elsewhere', code, agency, portal.name);
      }
    }
  }
  return found.sort();
}

const withPeople = {
  systems: [...city().systems, { name: 'people', role: 'nationalPortal', hosts: [], covers: null }],
};
const names = withPeople.systems.map(({ name }) => name);
const someCodes = fc.subarray(['1.000001', '1.000002', '2.000001', 'X-1']);
/** What readings come to: whole (some rows of it lost and told as such), cut, unreadable, shrunk, of unidentified records. */
const anyReading: fc.Arbitrary<Partial<SnapshotSummary>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  fc.record({
    indeterminateOfferings: fc.record({
      agencies: fc.subarray(city().agencies.map(({ code }) => code)),
      procedures: someCodes,
    }),
  }),
  fc.constantFrom<Partial<SnapshotSummary>>(
    { status: 'partial', error: 'cắt giữa chừng' },
    { status: 'partial', error: 'mất dòng', unidentified: 2 },
    { status: 'unreadable', error: 'không vào được' },
    { shrunk: { part: 'offerings', before: 9, after: 1, share: 0.9 } },
  ),
);
const everySystem = <T>(each: fc.Arbitrary<T>) =>
  fc.record(Object.fromEntries(names.map(name => [name, each]))) as fc.Arbitrary<Record<string, T>>;

test('judging a city finds what looking at it cell by cell finds, however it was read', async () => {
  const said = new Set<string>();
  await fc.assert(
    fc.asyncProperty(everySystem(anySnapshot), everySystem(anyReading), async (snapshots, readings) => {
      const of = context({ city: withPeople, snapshots: readings });
      const sources = of.systems.map(({ name: system, snapshot }) => ({
        system,
        batches: snapshot.status === 'unreadable' ? undefined : unpacked(snapshots[system]!),
        fetchCases: async (records: readonly SnapshotProcedure[]) => handCases(records),
      }));
      const found: string[] = [];
      await judge(of, rules, sources, findings => {
        for (const { rule, procedure, agency, system, key } of findings)
          if (judgedHere.includes(rule)) found.push([rule, procedure, agency, system, key].join('|'));
      });
      expect(found.sort()).toEqual(plainly(of, snapshots));
      for (const one of found) said.add(one.split('|')[0]!);
    }),
    { numRuns: 300 },
  );
  expect([...said].sort()).toEqual(judgedHere.toSorted());
});

async function* unpacked(records: readonly SnapshotProcedure[]) {
  yield records.map(packedApart);
}
