import type { Agency } from '../../../src/domain/agency.ts';
import type { Level } from '../../../src/domain/level.ts';
import { type CityProcedure, type CitySeeds, portalAgencyId } from '../city/base-city.ts';
import type { SeedOffering, SeedProcedure } from '../seed.ts';
import { departmentCodes, setListings } from './city.ts';
import {
  type Audience,
  genericBody,
  type ImplementLevel,
  type PortalListing,
  type PortalSeed,
} from './seed.ts';
import { caseCode } from './state.ts';

type PortalRule =
  | 'people-land-elsewhere'
  | 'audience-conflict'
  | 'test-service-public'
  | 'applied-but-not-offered';

/** A finding there must be, told apart as PRODUCT.md tells findings apart. */
export interface PlantedTruth {
  rule: PortalRule;
  severity: 'critical' | 'major' | 'minor';
  procedure: string;
  /** Our code where the finding is about one unit; null where units are evidence. */
  agency: string | null;
  units: string[];
  /** The portal's code of the case, where the finding is about one. */
  case: string | null;
  what: string;
}

export interface Decoy {
  procedure: string;
  units: string[];
  /** None of these, although it looks like it. */
  not: PortalRule[];
  what: string;
}

type OwnSystem = 'portal' | 'oneStop';

interface Pair {
  procedure: string;
  /** Our code. */
  unit: string;
}

export interface Ground {
  truth: PlantedTruth[];
  decoys: Decoy[];
  /** A pair of this level in a procedure that nothing is planted in as a whole. */
  takePair(level: Level): Pair;
  /** A procedure nothing is planted in, with so many cases and units at least. */
  takeProcedure(level: Level, cases: number, units: number): Pair[];
  /** Procedures that are to be withdrawn. */
  withdrawn: CityProcedure[];
  /** What people find of a pair, in place of what was there. */
  list(pair: Pair, ...rows: Omit<PortalListing, 'agency'>[]): void;
  /** The pair's offering in one of the city's own systems: another level, or none at all. */
  own(pair: Pair, system: OwnSystem, level: Level | 'no offering'): void;
  appliedTo(procedure: string): string[];
  departmentOf(unit: string): string;
  switchOff(procedure: CityProcedure): void;
}

export function createGround(
  seeds: CitySeeds,
  people: PortalSeed,
  procedures: CityProcedure[],
  agencies: readonly Agency[],
): Ground {
  const codes = departmentCodes(people.locality, agencies);
  const atPortal = new Map(people.procedures.map(procedure => [procedure.code, procedure]));
  const oneStopIds = new Map(agencies.map(({ code, ids }) => [code, String(ids?.oneStop ?? code)]));
  const ownId = (system: OwnSystem, unit: string) =>
    system === 'portal' ? portalAgencyId(unit) : oneStopIds.get(unit)!;
  const ownLists = { portal: byCode(seeds.portal.procedures), oneStop: byCode(seeds.oneStop.procedures) };
  const whole = new Set<string>();
  const touched = new Set<string>();
  const pairs = new Set<string>();
  const withdrawn = procedures.slice(-2);
  const inForce = procedures.slice(0, -2);
  // One pair of each procedure in turn, so that what is planted is spread over tiers and fields.
  const pairsOf = (level: Level) => {
    const some = inForce.filter(procedure => procedure.level === level);
    const longest = Math.max(...some.map(({ agencies: units }) => units.length));
    return Array.from({ length: longest }, (_, index) =>
      some.flatMap(({ code, agencies: units }) =>
        units[index] === undefined ? [] : [{ procedure: code, unit: units[index] }],
      ),
    ).flat();
  };
  return {
    truth: [],
    decoys: [],
    withdrawn,
    takePair(level) {
      const pair = pairsOf(level).find(
        ({ procedure, unit }) => !whole.has(procedure) && !pairs.has(`${procedure} ${unit}`),
      );
      if (!pair) throw new Error(`No offering of level ${level} is left`);
      pairs.add(`${pair.procedure} ${pair.unit}`);
      touched.add(pair.procedure);
      return pair;
    },
    takeProcedure(level, cases, units) {
      // The smallest that will do: the large ones have room for pairs.
      const [taken] = inForce
        .filter(
          procedure =>
            procedure.level === level &&
            !whole.has(procedure.code) &&
            !touched.has(procedure.code) &&
            procedure.agencies.length >= units &&
            atPortal.get(procedure.code)!.cases.length >= cases,
        )
        .sort((a, b) => a.agencies.length - b.agencies.length);
      if (!taken) throw new Error(`No procedure of level ${level}, ${cases} cases, ${units} units is left`);
      whole.add(taken.code);
      return taken.agencies.slice(0, units).map(unit => ({ procedure: taken.code, unit }));
    },
    list({ procedure, unit }, ...rows) {
      setListings(atPortal.get(procedure)!, codes.get(unit)!, rows);
    },
    own({ procedure, unit }, system, level) {
      const seed = ownLists[system].get(procedure)!;
      const ours = ({ agency }: SeedOffering) => agency === ownId(system, unit);
      if (level === 'no offering') seed.offerings = seed.offerings.filter(offering => !ours(offering));
      else for (const offering of seed.offerings.filter(ours)) offering.level = level;
    },
    appliedTo: procedure => atPortal.get(procedure)!.appliedTo!,
    departmentOf: unit => codes.get(unit)!,
    switchOff({ code, raw }) {
      Object.assign(raw as object, { TRANGTHAI: '2' });
      for (const list of [atPortal, ownLists.portal, ownLists.oneStop]) list.get(code)!.active = false;
    },
  };
}

function byCode(procedures: SeedProcedure[]): Map<string, SeedProcedure> {
  return new Map(procedures.map(procedure => [procedure.nationalCode!, procedure]));
}

/** Plants what the four rules must find, and what they must not. */
export function plant(ground: Ground): void {
  // Lists as a whole first: what is planted pair by pair then goes round them.
  plantConflicts(ground);
  plantTests(ground);
  plantCaseDecoys(ground);
  plantOtherLevels(ground);
  plantNotOffered(ground);
  plantDecoys(ground);
}

function plantOtherLevels({ truth, takePair, list, own }: Ground): void {
  const kinds: {
    /** What the city's systems run. */
    runs: Level;
    meets: ImplementLevel;
    severity: PlantedTruth['severity'];
    oneStop?: Level | 'no offering';
    what: string;
  }[] = [
    { runs: 4, meets: 'PARTIAL', severity: 'major', what: 'thành phố toàn trình, người dân gặp một phần' },
    { runs: 4, meets: 'NONE', severity: 'major', what: 'thành phố toàn trình, người dân chỉ gặp thông tin' },
    { runs: 3, meets: 'FULL', severity: 'major', what: 'thành phố một phần, người dân gặp toàn trình' },
    { runs: 3, meets: 'NONE', severity: 'major', what: 'thành phố một phần, người dân chỉ gặp thông tin' },
    {
      runs: 2,
      meets: 'FULL',
      severity: 'critical',
      what: 'nộp được toàn trình, thành phố chỉ cung cấp thông tin',
    },
    {
      runs: 2,
      meets: 'PARTIAL',
      severity: 'critical',
      what: 'nộp được một phần, thành phố chỉ cung cấp thông tin',
    },
    { runs: 4, meets: 'FULL', severity: 'critical', oneStop: 2, what: 'một cửa chỉ mức 2' },
    {
      runs: 4,
      meets: 'FULL',
      severity: 'critical',
      oneStop: 'no offering',
      what: 'một cửa không có dịch vụ',
    },
    { runs: 4, meets: 'FULL', severity: 'major', oneStop: 3, what: 'một cửa mức 3' },
  ];
  for (const { runs, meets, severity, oneStop, what } of kinds) {
    for (let count = 0; count < 3; count++) {
      const pair = takePair(runs);
      list(pair, { implementLevel: meets });
      if (oneStop !== undefined) own(pair, 'oneStop', oneStop);
      truth.push({ rule: 'people-land-elsewhere', severity, ...about(pair), what });
    }
  }
}

function about({ procedure, unit }: Pair): Pick<PlantedTruth, 'procedure' | 'agency' | 'units' | 'case'> {
  return { procedure, agency: unit, units: [unit], case: null };
}

function plantConflicts({ truth, takeProcedure, list }: Ground): void {
  const citizen: Audience = 'VIETNAMESE_CITIZEN';
  const enterprise: Audience = 'ENTERPRISE';
  const kinds: { level: Level; cases: number; inCases: number[]; units: number; lower: ImplementLevel }[] = [
    { level: 4, cases: 1, inCases: [0], units: 1, lower: 'PARTIAL' },
    { level: 4, cases: 2, inCases: [1], units: 3, lower: 'NONE' },
    { level: 4, cases: 2, inCases: [0, 1], units: 1, lower: 'PARTIAL' },
    { level: 3, cases: 1, inCases: [0], units: 1, lower: 'NONE' },
  ];
  for (const [turn, { level, cases, inCases, units, lower }] of [...kinds, ...kinds.slice(0, 1)].entries()) {
    const higher: ImplementLevel = level === 4 ? 'FULL' : 'PARTIAL';
    const pairs = takeProcedure(level, cases, units);
    const [low, high] = turn % 2 === 0 ? [enterprise, citizen] : [citizen, enterprise];
    for (const pair of pairs) {
      list(
        pair,
        ...inCases.flatMap(index => [
          { case: index, audience: high, implementLevel: higher },
          { case: index, audience: low, implementLevel: lower },
        ]),
        ...[0, 1]
          .filter(index => index < cases && !inCases.includes(index))
          .map(index => ({ case: index, implementLevel: higher })),
      );
    }
    const procedure = pairs[0]!.procedure;
    for (const index of inCases) {
      truth.push({
        ...{ rule: 'audience-conflict', severity: 'major', procedure, agency: null },
        units: pairs.map(({ unit }) => unit),
        case: caseCode(procedure, index),
        what: `${higher} và ${lower} cho hai đối tượng`,
      });
    }
  }
}

function plantTests({ truth, decoys, takeProcedure, list }: Ground): void {
  const test = { implementLevel: 'FULL', testing: true } as const;
  for (const [level, units] of [
    [4, 1],
    [3, 1],
    [2, 3],
  ] as const) {
    const pairs = takeProcedure(level, 1, units);
    const real: ImplementLevel = level === 4 ? 'FULL' : level === 3 ? 'PARTIAL' : 'NONE';
    for (const pair of pairs) list(pair, { implementLevel: real }, test);
    truth.push(tested(pairs, 'bên cạnh dịch vụ thật'));
    const not: PortalRule[] = ['people-land-elsewhere', 'audience-conflict', 'applied-but-not-offered'];
    const what = 'bản ghi thử nghiệm mức khác không phải là dịch vụ';
    decoys.push({ procedure: pairs[0]!.procedure, units: pairs.map(({ unit }) => unit), not, what });
  }
  for (const units of [1, 2]) {
    const pairs = takeProcedure(4, 1, units);
    for (const pair of pairs) {
      list(pair, test);
      const what = 'chỉ có bản ghi thử nghiệm';
      truth.push({ rule: 'applied-but-not-offered', severity: 'minor', ...about(pair), what });
    }
    truth.push(tested(pairs, 'thay cho dịch vụ thật'));
  }
}

function tested(pairs: Pair[], what: string): PlantedTruth {
  return {
    ...{ rule: 'test-service-public', severity: 'major', procedure: pairs[0]!.procedure, agency: null },
    ...{ units: pairs.map(({ unit }) => unit), case: null, what },
  };
}

function plantNotOffered({ truth, takePair, list }: Ground): void {
  const kinds: { rows: Omit<PortalListing, 'agency'>[]; what: string }[] = [
    { rows: [], what: 'không có dịch vụ nào' },
    { rows: [{ implementLevel: '' }], what: 'có dịch vụ không ghi mức' },
    { rows: [{ implementLevel: null }], what: 'có dịch vụ, mức là null' },
  ];
  for (const { rows, what } of kinds) {
    for (const level of [4, 3, 2, 4] as const) {
      const pair = takePair(level);
      list(pair, ...rows);
      truth.push({ rule: 'applied-but-not-offered', severity: 'minor', ...about(pair), what });
    }
  }
}

/** Cases that differ from one another, of which the highest counts. */
function plantCaseDecoys({ decoys, takeProcedure, list }: Ground): void {
  const lowers: ImplementLevel[] = ['PARTIAL', ''];
  for (const lower of lowers) {
    const pairs = takeProcedure(4, 2, 2);
    for (const pair of pairs) {
      list(pair, { case: 0, implementLevel: 'FULL' }, { case: 1, implementLevel: lower });
    }
    decoys.push({
      procedure: pairs[0]!.procedure,
      units: pairs.map(({ unit }) => unit),
      not: ['people-land-elsewhere', 'audience-conflict', 'applied-but-not-offered'],
      what: `trường hợp khác nhau: FULL và ${lower || 'không ghi mức'}; mức cao nhất là mức người dân gặp`,
    });
  }
}

function plantDecoys(ground: Ground): void {
  const { decoys, takePair, list, own, appliedTo, departmentOf, withdrawn, switchOff } = ground;
  const decoy = ({ procedure, unit }: Pair, not: PortalRule[], what: string) =>
    decoys.push({ procedure, units: [unit], not, what });
  const elsewhere: PortalRule[] = ['people-land-elsewhere'];
  for (let count = 0; count < 3; count++) {
    const informs = takePair(2);
    for (const system of ['portal', 'oneStop'] as const) own(informs, system, 1);
    decoy(informs, elsewhere, 'chỉ cung cấp thông tin ở cả hai nơi: mức 1 và NONE');

    const nothing = takePair(2);
    for (const system of ['portal', 'oneStop'] as const) own(nothing, system, 'no offering');
    decoy(nothing, elsewhere, 'người dân chỉ gặp thông tin, thành phố không có dịch vụ');

    const oneAudience = takePair(4);
    const audience: Audience = count % 2 === 0 ? 'VIETNAMESE_CITIZEN' : 'ENTERPRISE';
    list(oneAudience, { audience, implementLevel: 'FULL' });
    decoy(oneAudience, [...elsewhere, 'audience-conflict'], 'chỉ có cho một đối tượng');

    const twice = takePair(3);
    list(twice, { implementLevel: 'PARTIAL' }, { implementLevel: 'PARTIAL' });
    decoy(twice, [...elsewhere, 'audience-conflict'], 'một dịch vụ ghi hai dòng như nhau');

    // By the national record it applies here; the portal's own list does not say so.
    const notApplied = takePair(4);
    list(notApplied);
    const applied = appliedTo(notApplied.procedure);
    applied.splice(applied.indexOf(departmentOf(notApplied.unit)), 1);
    decoy(notApplied, ['applied-but-not-offered'], 'cổng không ghi áp dụng ở đơn vị: là missing-offering');

    const generic = takePair(4);
    if (!appliedTo(generic.procedure).includes(genericBody.code)) {
      appliedTo(generic.procedure).unshift(genericBody.code);
    }
    decoy(generic, ['applied-but-not-offered'], 'áp dụng ở "Ủy ban nhân dân cấp tỉnh": không phải đơn vị');
  }
  for (const procedure of withdrawn) {
    switchOff(procedure);
    decoys.push({
      procedure: procedure.code,
      units: procedure.agencies,
      not: [...elsewhere, 'applied-but-not-offered'],
      what: 'đã bãi bỏ, INACTIVE, còn sót dòng dịch vụ',
    });
  }
}
