import type { Agency } from '../../../../src/domain/agency.ts';
import { localCode } from '../../../../src/domain/code.ts';
import type { RuleId } from '../../../../src/domain/finding.ts';
import type { Level } from '../../../../src/domain/level.ts';
import type { Tier } from '../../../../src/domain/tier.ts';
import type { PortalProcedure } from '../../dvcqg-2026/seed.ts';
import type { SeedProcedure } from '../../seed.ts';
import type { CityProcedure, CitySeeds } from '../base-city.ts';

/** A fault the sandbox city holds on purpose, and the place where a reconciliation must find it. */
export interface PlantedFault {
  rule: RuleId;
  system: string | null;
  procedure: string | null;
  agency: string | null;
  /** Vietnamese: what was done. */
  what: string;
}

interface Wanted {
  /** All its agencies are of this tier; a commune will do for a district, which today's real catalogue no longer has. */
  tier: Tier;
  /** Levels that will do; any when absent. */
  levels?: Level[];
  fits?: (procedure: CityProcedure) => boolean;
}

/** The city while faults are put into it. */
export interface Planting {
  seeds: CitySeeds;
  procedures: CityProcedure[];
  agencies: Agency[];
  locality: string;
  planted: PlantedFault[];
  /** Procedures as a system has them, by national code. */
  portal: Map<string, SeedProcedure>;
  oneStop: Map<string, SeedProcedure>;
  /** What people meet, by national code. */
  people: Map<string, PortalProcedure>;
  /** The same two of the city by name. */
  listOf(system: 'portal' | 'oneStop'): Map<string, SeedProcedure>;
  /** A procedure no other fault is in; throws when the sample has none left. */
  take(wanted: Wanted): CityProcedure;
  /** Keeps a procedure out of further faults; false when one is in it already. */
  reserve(code: string): boolean;
  /** Writes down what a reconciliation must find. */
  found(
    rule: RuleId,
    system: string | null,
    procedure: string | null,
    agency: string | null,
    what: string,
  ): void;
  /** Writes down that these agencies no longer run what people file online at the national portal. */
  landElsewhere(procedure: CityProcedure, agencies: readonly string[], what: string): void;
}

export function planting(
  seeds: CitySeeds,
  procedures: CityProcedure[],
  agencies: Agency[],
  locality: string,
): Planting {
  const planted: PlantedFault[] = [];
  const used = new Set<string>();
  const index = (list: SeedProcedure[]) => new Map(list.map(seed => [localCode(seed.code, locality), seed]));
  const portal = index(seeds.portal.procedures);
  const oneStop = index(seeds.oneStop.procedures);
  const people = new Map((seeds.nationalPortal?.procedures ?? []).map(seed => [seed.code, seed]));
  const found: Planting['found'] = (rule, system, procedure, agency, what) =>
    planted.push({ rule, system, procedure, agency, what });
  const tierOf = new Map(agencies.map(({ code, tier }) => [code, tier]));
  const unused = ({ tier, levels, fits }: Wanted) =>
    procedures.find(
      procedure =>
        !used.has(procedure.code) &&
        procedure.agencies.length > 0 &&
        procedure.agencies.every(code => tierOf.get(code) === tier) &&
        (!levels || levels.includes(procedure.level)) &&
        (!fits || fits(procedure)),
    );
  return {
    seeds,
    procedures,
    agencies,
    locality,
    planted,
    portal,
    oneStop,
    people,
    listOf: system => (system === 'portal' ? portal : oneStop),
    take(wanted) {
      const district = wanted.tier === 'district';
      const taken = unused(wanted) ?? (district ? unused({ ...wanted, tier: 'commune' }) : undefined);
      if (!taken)
        throw new Error(`No ${wanted.tier} procedure is left for this fault; add one to the sample`);
      used.add(taken.code);
      return taken;
    },
    reserve(code) {
      if (used.has(code)) return false;
      used.add(code);
      return true;
    },
    found,
    landElsewhere({ code, level }, lost, what) {
      if (!online.includes(level)) return;
      for (const agency of lost) found('people-land-elsewhere', 'nationalPortal', code, agency, what);
    },
  };
}

/** Levels at which a service is filed online. */
export const online: Level[] = [3, 4];

export function clearDeadline({ facts }: CityProcedure): boolean {
  return (facts.deadlines ?? []).some(({ amount, unit }) => amount !== undefined && unit === 'workingDay');
}
