import { expect, it } from 'vitest';
import { portalAgencyId } from '../city/base-city.ts';
import type { SandboxSeed } from '../seed.ts';
import { plantedPortalCity } from './planted-city.ts';
import { startSandbox } from './sandbox.ts';
import { type Row, visitor } from './visitor.ts';

const words = ['', '', 'NONE', 'PARTIAL', 'FULL'];
const highest = (rows: Row[]) =>
  Math.max(0, ...rows.map(row => words.lastIndexOf(String(row.implementLevel ?? ''))));

/** Levels of one of the city's systems by procedure and unit; withdrawn procedures left out. */
function ownLevels(seed: SandboxSeed, unitOf: Map<string, string>): Map<string, number> {
  const levels = new Map<string, number>();
  for (const { nationalCode, active, offerings } of seed.procedures) {
    if (!active) continue;
    for (const { agency, level } of offerings) {
      levels.set(`${nationalCode} ${unitOf.get(agency)}`, level ?? 0);
    }
  }
  return levels;
}

it('plants in a city of 2,000 offerings exactly what the four rules find in what is on the wire', async () => {
  const { city, people, truth, decoys, offerings } = await plantedPortalCity();
  expect(offerings).toBe(2_000);
  const sandbox = await startSandbox(people);
  try {
    const { ask, walk } = await visitor(sandbox);
    const unitOf = new Map(city.agencies.map(({ code, ids }) => [String(ids?.nationalPortal), code]));
    const rows: Row[] = [];
    for (const formalityTargetType of ['VIETNAMESE_CITIZEN', 'ENTERPRISE']) {
      const list = 'submitting/formality/list-department-url-by-citizen';
      rows.push(...(await walk(list, { formalityTargetType, departmentCode: 'H13', limit: 200 })).rows);
    }
    const listed: Row[] = [];
    for (let currentPage = 1; currentPage <= 2; currentPage++) {
      const { json } = await ask('reporting/formalities', { currentPage, pageSize: 200 });
      listed.push(...json.data.items);
    }
    const inForce = listed.filter(({ state }) => state === 'UPDATED');
    const idOf = new Map(rows.map(row => [row.departmentCode, row.departmentId]));
    const systems = [
      ownLevels(city.seeds.portal, new Map(city.agencies.map(({ code }) => [portalAgencyId(code), code]))),
      ownLevels(
        city.seeds.oneStop,
        new Map(city.agencies.map(({ code, ids }) => [String(ids?.oneStop ?? code), code])),
      ),
    ];
    const found: string[] = [];
    const finding = (rule: string, severity: string, procedure: unknown, place: string, at: unknown = null) =>
      found.push(`${rule} ${severity} ${procedure} ${place} ${at}`);

    const byProcedure = Map.groupBy(rows, row => row.formalityCode);
    for (const { code, appliedDepartmentIds } of inForce) {
      const own = byProcedure.get(code) ?? [];
      const real = own.filter(({ isTesting }) => !isTesting);
      const unitsOf = (some: Row[]) => [...new Set(some.map(row => unitOf.get(String(row.departmentCode))!))];
      const tested = unitsOf(own.filter(({ isTesting }) => isTesting));
      if (tested.length > 0) finding('test-service-public', 'major', code, tested.sort().join());
      for (const [at, ofCase] of Map.groupBy(real, row => row.formalityCaseCode)) {
        const torn = unitsOf(ofCase).filter(unit => {
          const there = ofCase.filter(row => unitOf.get(String(row.departmentCode)) === unit);
          return new Set(there.map(row => row.implementLevel)).size > 1;
        });
        if (torn.length > 0) finding('audience-conflict', 'major', code, torn.sort().join(), at);
      }
      for (const [remote, unit] of unitOf) {
        const level = highest(real.filter(row => row.departmentCode === remote));
        if (level < 2) {
          const applies = (appliedDepartmentIds as string[]).includes(String(idOf.get(remote)));
          if (applies) finding('applied-but-not-offered', 'minor', code, unit);
          continue;
        }
        const differing = systems
          .map(levels => levels.get(`${code} ${unit}`) ?? 0)
          .filter(runs => runs !== level && !(level === 2 && runs < 2));
        if (differing.length === 0) continue;
        const critical = level >= 3 && differing.some(runs => runs < 3);
        finding('people-land-elsewhere', critical ? 'critical' : 'major', code, unit);
      }
    }
    const planted = truth.map(
      one => `${one.rule} ${one.severity} ${one.procedure} ${[...one.units].sort().join()} ${one.case}`,
    );
    expect(found.sort()).toEqual(planted.sort());
    for (const { procedure, units, not } of decoys) {
      const wrong = truth.filter(
        one =>
          one.procedure === procedure &&
          not.includes(one.rule) &&
          one.units.some(unit => units.includes(unit)),
      );
      expect(wrong).toEqual([]);
    }
    expect([sandbox.visits.length < 60, rows.length > 4_000]).toEqual([true, true]);
  } finally {
    await sandbox.close();
  }
});
