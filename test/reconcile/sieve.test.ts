import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseFacts, ProcedureFacts } from '../../src/domain/procedure.ts';
import { startJudging } from '../../src/reconcile/judging.ts';
import type { ProcedureGroup, Rule } from '../../src/reconcile/rule.ts';
import { rules } from '../../src/reconcile/rules/index.ts';
import { bitOf } from '../../src/reconcile/sieve.ts';
import type { SnapshotProcedure } from '../../src/snapshot/model.ts';
import { packedAndUnpacked, packedApart } from '../snapshot/packed.ts';
import { anyGround, code, type Ground, groupOf, systems, wholeCity } from './any-ground.ts';
import { caseFacts } from './any-records.ts';
import { judged, offering, record } from './support.ts';

/** The same rules, each asked of every record. */
const unsifted = rules.map((rule): Rule => {
  if (rule.scope !== 'system') return rule;
  const { sieve: _, ...whole } = rule;
  return whole;
});

const inOrder: Omit<CaseFacts, 'key'> = {
  agencies: null,
  components: [{ name: 'Tờ khai' }],
  eform: { state: 'usable', hash: 'h' },
  workflow: { hash: 'h', defects: [], longestHours: 8, longestOnlineHours: 8 },
  deadlineHours: 8,
  onlineDeadlineHours: 8,
  onlinePayment: true,
  onlineClosed: false,
};

const outOfOrder: Omit<CaseFacts, 'key'>[] = [
  { agencies: ['H13.1'] },
  { agencies: null, components: [] },
  { agencies: null, eform: null },
  { agencies: null, eform: { state: 'empty', hash: 'h' } },
  { agencies: null, workflow: null },
  { agencies: null, deadlineHours: 1, onlineDeadlineHours: 1 },
  { agencies: null, onlinePayment: false },
  { agencies: null, onlineClosed: true },
];
/** Cases in order but for a fact, or whatever they were. */
const anyCases = fc.oneof(
  fc.constant(undefined),
  fc
    .tuple(
      fc.oneof(caseFacts, fc.constantFrom(...outOfOrder)),
      fc.constantFrom(undefined, ...(Object.keys(inOrder) as (keyof typeof inOrder)[])),
      fc.boolean(),
    )
    .map(([other, part, twice]) => {
      const changed = part && part in other ? { [part]: other[part as keyof typeof other] } : other;
      const one = { ...inOrder, ...changed, key: 'a' };
      return (twice ? [one, { ...inOrder, key: 'b' }] : [one]) as CaseFacts[];
    }),
);
const contents = ['name', 'decision', 'fees', 'fields', 'deadlines'] as const;
/** Contents as the national record has them but for one, or whatever they were. */
const anyContents = fc.constantFrom('own', undefined, ...contents);

/** Of the national record, where it is not whatever it was: something to pay, fields known by their codes alone. */
const anyExpected = fc.constantFrom<ProcedureFacts>(
  {},
  { fees: [{ amount: 8_000, text: '8.000 đồng' }] },
  { fields: [{ code: 'G1' }] },
);

/** What most of a city looks like: nearly everything as it should be, at level 4. */
const nearlyInOrder = fc
  .tuple(
    anyGround,
    fc.tuple(anyCases, anyCases, anyCases),
    fc.tuple(anyContents, anyContents, anyContents),
    anyExpected,
    fc.boolean(),
  )
  .map(([ground, cases, differing, expected, samePapers]): Ground => {
    const national = { ...ground.records.national!, detailed: true };
    if (samePapers && cases[0])
      national.cases = cases[0].map(({ name, components }, at) => ({
        key: `${at}`,
        agencies: null,
        ...(name !== undefined && { name }),
        ...(components !== undefined && { components }),
      }));
    national.facts = { ...national.facts, active: true, ...expected };
    const records = { ...ground.records, national };
    for (const [at, system] of (['portal', 'oneStop', 'people'] as const).entries()) {
      const record = records[system];
      if (!record) continue;
      const changed: SnapshotProcedure = {
        ...record,
        offerings: record.offerings.map(({ onlineClosed: _, ...each }) => ({ ...each, level: 4 })),
        ...(cases[at] && { cases: cases[at] }),
      };
      const apart = differing[at];
      if (apart !== 'own') {
        const same = contents.filter(part => part !== apart).map(part => [part, national.facts[part]]);
        changed.facts = { ...changed.facts, ...Object.fromEntries(same) };
        if (apart === 'fields' && expected.fields) changed.facts.fields = [{ code: 'G2' }];
      }
      records[system] = changed;
    }
    return { ...ground, records };
  });

const communes = wholeCity.city.agencies.filter(({ tier }) => tier === 'commune');
const changes: Record<string, (record: SnapshotProcedure, system: string) => SnapshotProcedure | undefined> =
  {
    none: each => each,
    /** Neither reviewed nor pushed to. */
    alone: each => each,
    unlisted: (each, system) => (system === 'national' ? undefined : each),
    unmapped: (each, system) => (system === 'national' ? undefined : { ...each, mapped: false }),
    doubled: each => ({
      ...each,
      offerings: each.offerings.map(offering => ({ ...offering, rows: ['1', '2'] })),
    }),
    'in place': (each, system) =>
      system === 'national'
        ? { ...each, facts: { ...each.facts, active: true, tiers: ['commune'] } }
        : {
            ...each,
            offerings: communes.map(({ code: agency }) => offering(agency, each.offerings[0]?.level)),
          },
  };
type Met = (record: SnapshotProcedure) => SnapshotProcedure;
/** Groups of all kinds, as they are met. */
const anyGroup = fc
  .tuple(fc.oneof(nearlyInOrder, anyGround), fc.constantFrom(...Object.keys(changes)))
  .map(([ground, change]) => (met: Met): ProcedureGroup => {
    const records = { ...ground.records };
    for (const name of systems) {
      const record = records[name];
      records[name] = record && changes[change]!(record, name);
    }
    const { reviewed, applied, ...alone } = groupOf({ ...ground, records }, met);
    return change === 'alone' ? alone : { ...alone, reviewed: reviewed!, applied: applied! };
  });

test('what the sieve holds back has nothing to say', () => {
  const sieves = [...new Set(rules.flatMap(rule => (rule.scope === 'system' && rule.sieve) || []))];
  const heldBack = new Map(sieves.map(each => [each, 0]));
  fc.assert(
    fc.property(anyGroup, group => {
      // Nor is anything found in what was packed that is not in the records themselves.
      expect(judged(rules, wholeCity, group(packedApart))).toEqual(
        judged(
          unsifted,
          wholeCity,
          group(record => ({ ...record })),
        ),
      );
      const taken = group(packedAndUnpacked);
      startJudging(wholeCity, [], () => {}).take([taken]);
      for (const [at, name] of systems.entries())
        if (name !== 'national' && taken.records[at])
          for (const each of sieves)
            if ((taken.worth![at]! & bitOf(each)) === 0) heldBack.set(each, heldBack.get(each)! + 1);
    }),
    { numRuns: 600 },
  );
  for (const [sieve, times] of heldBack) expect(times, sieve).toBeGreaterThan(30);
});

test('every rule that is sifted speaks where something is out of order', () => {
  const speaks = new Set<string>();
  fc.assert(
    fc.property(anyGroup, group => {
      for (const { rule } of judged(rules, wholeCity, group(packedAndUnpacked)).findings) speaks.add(rule);
    }),
    { numRuns: 600 },
  );
  const sifted = rules.filter(rule => rule.scope === 'system' && rule.sieve !== undefined);
  expect(sifted.map(({ id }) => id).filter(id => !speaks.has(id))).toEqual([]);
});

describe('of records that are plainly in order', () => {
  const cases = [{ ...inOrder, key: 'a', name: 'Cấp mới' }];
  const offerings = [offering('H13.1', 4)];
  const ordinary = record(code, { cases, offerings });
  const ground = (change: Partial<Ground>): Ground => ({
    records: { national: ordinary, portal: ordinary, oneStop: undefined, people: undefined },
    reviewed: { procedure: code, targets: [], conflicts: [] },
    applied: { code, levels: {}, cases: {} },
    ...change,
  });
  const found = (...grounds: Ground[]) =>
    judged(rules, wholeCity, ...grounds.map(each => groupOf(each, packedApart))).findings;

  test('cases are at hand where we have pushed some', () => {
    const eform = { value: 'other', planId: 'P1', at: '2021-01-01T00:00:00.000Z' };
    const pushed = ground({ applied: { code, levels: {}, cases: { a: { eform } } } as Ground['applied'] });
    expect(found(pushed)).toContainEqual(expect.objectContaining({ rule: 'eform-drift', key: 'a' }));
  });

  test('cases are at hand where audiences of one are apart', () => {
    const audiences = [{ case: 'a', agency: 'H13.1', citizen: 4 as const, business: null }];
    const people = { ...ordinary, facts: { ...ordinary.facts, publication: { audiences, links: [] } } };
    const { records, ...rest } = ground({});
    const [conflict] = found({ ...rest, records: { ...records, people } }).filter(
      ({ rule }) => rule === 'audience-conflict',
    );
    expect(conflict?.statement.params).toMatchObject({ case: { key: 'a', name: 'Cấp mới' } });
  });

  test('the same cases keep the deadline of one procedure and not that of another', () => {
    // Hours that no other test has, so that nothing is remembered of these cases.
    const cases = [{ ...inOrder, key: 'a', deadlineHours: 77 }];
    const within = (amount: number): Ground => {
      const both = record(code, {
        facts: { deadlines: [{ amount, unit: 'hour', text: `${amount} giờ` }] },
        ...{ cases, offerings },
      });
      return ground({ records: { national: both, portal: both, oneStop: undefined, people: undefined } });
    };
    const differing = found(within(77), within(78), within(77)).filter(
      ({ rule }) => rule === 'deadline-differs',
    );
    expect(differing.map(({ statement }) => statement.params)).toMatchObject([
      { expected: [{ amount: 78 }] },
    ]);
  });
});
