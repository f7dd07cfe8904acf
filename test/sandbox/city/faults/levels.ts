import type { Level } from '../../../../src/domain/level.ts';
import type { SeedProcedure } from '../../seed.ts';
import type { Planting } from './planting.ts';

/** Levels that differ between systems, between agencies, or from what people meet. */
export function plantLevelFaults(ground: Planting): void {
  differentLevels(ground, 4, 3);
  differentLevels(ground, 2, 4);
  unevenLevels(ground);
  exposedAboveItsLevel(ground);
}

function differentLevels({ take, procedures, oneStop, found }: Planting, level: Level, other: Level): void {
  const { code, agencies } = take({ tier: 'province', levels: [level] });
  const seed = oneStop.get(code)!;
  seed.offerings[0]!.level = other;
  if (other >= 3 && level < 3) {
    // Level 4 at the one-stop without anything behind it would be a second fault: give it what it needs.
    const donor = oneStop.get(procedures.find(procedure => procedure.level === 4)!.code)!;
    seed.cases = structuredClone(seed.cases);
    for (const item of seed.cases) {
      item.workflow = structuredClone(donor.cases[0]!.workflow);
      item.deadlineHours = item.deadlineHours ?? 40;
    }
    fitWorkflow(seed);
  }
  found('level-differs', null, code, agencies[0]!, `cổng mức ${level}, một cửa mức ${other}`);
  const met = `người dân gặp mức ${level}, một cửa mức ${other}`;
  found('people-land-elsewhere', 'nationalPortal', code, agencies[0]!, met);
}

/** Brings a borrowed workflow down to the deadline of the cases it was put in. */
function fitWorkflow(seed: SeedProcedure): void {
  for (const { workflow, deadlineHours } of seed.cases) {
    if (!workflow || typeof workflow !== 'object' || !deadlineHours) continue;
    for (const step of workflow.steps)
      step.hours = step.kind === 'end' ? 0 : deadlineHours / (workflow.steps.length * 2);
  }
}

function unevenLevels({ take, listOf, people, found }: Planting): void {
  const { code } = take({ tier: 'commune', levels: [4] });
  for (const system of ['portal', 'oneStop'] as const) {
    for (const offering of listOf(system).get(code)!.offerings.slice(10, 14)) offering.level = 3;
    found('uneven-level', system, code, null, 'bốn xã để mức 3, các xã khác mức 4');
  }
  // People meet what the communes run.
  for (const listing of people.get(code)!.listings!.slice(10, 14)) listing.implementLevel = 'PARTIAL';
  found('uneven-level', 'nationalPortal', code, null, 'bốn xã PARTIAL, các xã khác FULL');
}

function exposedAboveItsLevel({ take, portal, found }: Planting): void {
  const { code, agencies } = take({ tier: 'province', levels: [2] });
  portal.get(code)!.shownLevel = 4;
  found('exposed-above-level', 'portal', code, agencies[0]!, 'cổng cho nộp trực tuyến theo mức cao nhất');
}
