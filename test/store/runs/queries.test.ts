import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unitsOf } from '../../../src/domain/concerned.ts';
import { owners, severities } from '../../../src/domain/severity.ts';
import type { LedgerFinding } from '../../../src/store/runs/finding-columns.ts';
import { keepMeasures } from '../../../src/store/runs/measures.ts';
import {
  countsOfRun,
  type RowFilter,
  rowsOfRun,
  standingsByUnit,
  trend,
} from '../../../src/store/runs/queries.ts';
import { beginRun } from '../../../src/store/runs/runs.ts';
import { addWaiver } from '../../../src/store/runs/waivers.ts';
import { collect, finding, minute, onEveryDatabase, wholeRun } from '../support.ts';

const anyFinding: fc.Arbitrary<LedgerFinding> = fc
  .record({
    rule: fc.constantFrom('missing-offering' as const, 'level-differs' as const, 'no-eform' as const),
    severity: fc.constantFrom(...severities),
    owner: fc.constantFrom(...owners),
    procedure: fc.constantFrom('1.000001', '1.000010', '2.000001', null),
    agency: fc.constantFrom('H13.1', 'H13.10', 'H13.2', null),
    system: fc.constantFrom('portal', 'oneStop', null),
    units: fc.subarray(['H13.1', 'H13.10', 'H13.2', 'H13.3']),
  })
  .map(given => finding(given));
const someFindings = fc.uniqueArray(anyFinding, { selector: one => one.fingerprint, maxLength: 25 });

const anyFilter: fc.Arbitrary<RowFilter> = fc.record(
  {
    owner: fc.constantFrom(...owners),
    severity: fc.subarray([...severities], { minLength: 1 }),
    rule: fc.constantFrom('missing-offering', 'level-differs'),
    system: fc.constantFrom('portal', 'oneStop'),
    agency: fc.constantFrom(['H13.1', 'H13.2'], 'H13.10'),
    procedure: fc.constantFrom(['1.000001', '2.000001'], '1.000010'),
  },
  { requiredKeys: [] },
);

function fits(row: LedgerFinding, filter: RowFilter): boolean {
  return Object.entries(filter).every(([column, wanted]) => {
    const own = column === 'agency' ? unitsOf(row) : [row[column as 'owner' | 'procedure']];
    return [wanted].flat().some(one => own.includes(one as never));
  });
}

onEveryDatabase('rows of a run', database => {
  it('come worst first, each once, whatever the batches, and the counts are counts of them', async () => {
    const store = await database.open();
    await fc.assert(
      fc.asyncProperty(
        someFindings,
        anyFilter,
        fc.integer({ min: 1, max: 6 }),
        async (findings, filter, batch) => {
          const { runId } = await wholeRun(store, minute(1), findings);
          const wanted = findings.filter(one => fits(one, filter));
          const rank = (one: LedgerFinding) =>
            [severities.indexOf(one.severity), one.rule, one.procedure, one.agency, one.fingerprint].join(
              '\u0001',
            );
          const expected = [...wanted].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
          const rows = await collect(rowsOfRun(store, runId, filter, { batch }));
          expect(rows.map(row => row.fingerprint)).toEqual(expected.map(one => one.fingerprint));
          expect(rows.map(row => row.units)).toEqual(expected.map(one => unitsOf(one)));
          for (const by of [
            ['severity', 'state'],
            ['owner', 'rule'],
            ['procedure', 'system'],
            ['agency', 'system', 'state'],
          ] as const) {
            const counts = await countsOfRun(store, runId, by, filter);
            expect(counts.reduce((sum, one) => sum + one.count, 0)).toBe(rows.length);
            for (const { count, ...key } of counts) {
              const same = rows.filter(row => by.every(name => row[name] === key[name as never]));
              expect(same).toHaveLength(count);
            }
          }
          const all = await collect(rowsOfRun(store, runId));
          for (const { agency, severity, state, count } of await standingsByUnit(store, runId)) {
            const there = all.filter(row => row.units.includes(agency));
            expect(
              there.filter(row => row.severity === severity && row.state === state),
              agency,
            ).toHaveLength(count);
          }
        },
      ),
      { numRuns: database.driver === 'sqlite' ? 60 : 20 },
    );
  });

  it('come with what most people asked for first, each once, by the last month that was read', async () => {
    const store = await database.open();
    const units = ['H13', 'H13.1', 'H13.10', 'H13.2'] as const;
    const anyFiles = fc.record(
      Object.fromEntries(units.map(unit => [unit, fc.option(fc.integer({ min: 0, max: 3 }))])),
    );
    await fc.assert(
      fc.asyncProperty(
        someFindings,
        fc.record({ '1.000001': anyFiles, '1.000010': anyFiles }),
        fc.integer({ min: 1, max: 6 }),
        async (findings, asked, batch) => {
          const demand = (period: string, more: number) =>
            Object.entries(asked).flatMap(([procedure, of]) =>
              units.map(agency => {
                const files = agency === 'H13' ? 100 : of[agency]!;
                const total = files === null ? null : files + more;
                return {
                  procedure,
                  agency,
                  period,
                  online: null,
                  direct: null,
                  postal: null,
                  total,
                  quality: null,
                };
              }),
            );
          for (const [period, more] of [
            ['2026-09', 50],
            ['2026-10', 0],
          ] as const)
            await keepMeasures(store, 'people', minute(0), { demand: demand(period, more), indicators: [] });
          const { runId } = await wholeRun(store, minute(1), findings);
          const files = (one: LedgerFinding) => {
            const of = asked[one.procedure as keyof typeof asked];
            if (!of) return 0;
            const about = unitsOf(one);
            return about.length === 0 ? 100 : about.reduce((sum, unit) => sum + (of[unit as 'H13'] ?? 0), 0);
          };
          const expected = new Map(findings.map(one => [one.fingerprint, files(one)]));
          const rows = await collect(rowsOfRun(store, runId, {}, { batch, order: 'demand' }));
          expect(new Map(rows.map(row => [row.fingerprint, row.files]))).toEqual(expected);
          const worst = await collect(rowsOfRun(store, runId));
          // Among equals the worst first.
          expect(rows).toEqual(worst.sort((a, b) => b.files - a.files));
        },
      ),
      { numRuns: database.driver === 'sqlite' ? 40 : 10 },
    );
  });

  it('are counted without grouping too, also when there is none', async () => {
    const store = await database.open();
    const { runId } = await wholeRun(store, minute(1), []);
    expect(await countsOfRun(store, runId, [])).toEqual([{ count: 0 }]);
    expect(await countsOfRun(store, runId, ['severity'])).toEqual([]);
  });
});

onEveryDatabase('the trend', database => {
  it('counts the last finished runs, oldest first', async () => {
    const store = await database.open();
    const critical = finding({ agency: 'H13.1', severity: 'critical' });
    const minor = finding({ agency: 'H13.2', severity: 'minor' });
    await wholeRun(store, minute(1), [critical]);
    const second = await wholeRun(store, minute(2), [critical, minor]);
    await addWaiver(store, { agency: 'H13.1' }, { by: 'B', reason: 'lý do', at: minute(2), until: null });
    const third = await wholeRun(store, minute(3), [critical, minor]);
    await beginRun(store, minute(4));
    const none = { critical: 0, major: 0, minor: 0, info: 0 };
    const [before, after] = [
      {
        runId: second.runId,
        startedAt: minute(2),
        status: 'discrepancies',
        severities: { ...none, critical: 1, minor: 1 },
        unchecked: 0,
      },
      {
        runId: third.runId,
        startedAt: minute(3),
        status: 'discrepancies',
        severities: { ...none, minor: 1 },
        unchecked: 0,
      },
    ];
    expect(await trend(store, 2)).toEqual([before, after]);
    expect(await trend(store, 1, second.runId)).toEqual([before]);
  });
});
