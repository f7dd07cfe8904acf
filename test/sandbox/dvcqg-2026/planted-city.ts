import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { Agency } from '../../../src/domain/agency.ts';
import { prepareApplicability } from '../../../src/domain/applies.ts';
import type { Tier } from '../../../src/domain/tier.ts';
import { type CityProcedure, cleanCity, plannedLevel, withRemoteIds } from '../city/base-city.ts';
import type { SandboxCity } from '../city/city.ts';
import { readNationalRecord } from '../city/national.ts';
import { nationalRecord, sampleProcedures } from '../city/sample.ts';
import { departmentCodes, portalCity } from './city.ts';
import { createGround, type Decoy, type PlantedTruth, plant } from './planting.ts';
import type { PortalSeed } from './seed.ts';

export interface PlantedPortalCity {
  /** The three systems of the city; without a fault but for what the truth below needs. */
  city: SandboxCity;
  /** What people meet. */
  people: PortalSeed;
  /** All a reconciliation must find by the four rules, and nothing else by them. */
  truth: PlantedTruth[];
  /** What looks like a finding and is none. */
  decoys: Decoy[];
  /** Pairs of procedure and unit in force. */
  offerings: number;
}

const home = new URL('../../../config/can-tho/', import.meta.url);
const locality = 'H13';
const offerings = 2_000;
const communal = 20;
const district = 16;
const withdrawn = 2;

/**
 * Cần Thơ of 2,000 offerings in four systems, with planted truth for the rules of the national portal; the same every
 * time.
 *
 * @param system name of the national portal in the configuration, for the agencies' ids.
 */
export async function plantedPortalCity(system = 'nationalPortal'): Promise<PlantedPortalCity> {
  const listed = parse(await readFile(new URL('agencies.yaml', home), 'utf8')) as Agency[];
  const fields = parse(await readFile(new URL('fields.yaml', home), 'utf8')) as Record<string, string>;
  const codes = departmentCodes(locality, listed);
  const agencies = withRemoteIds(listed).map(agency => ({
    ...agency,
    ids: { ...agency.ids, [system]: codes.get(agency.code)! },
  }));
  const procedures = proceduresOf(agencies, fields);
  const seeds = cleanCity(locality, agencies, procedures);
  const people = portalCity(seeds, agencies);
  const ground = createGround(seeds, people, procedures, agencies);
  plant(ground);
  return {
    city: { locality, agencies, fields, seeds, planted: [], quirks: {} },
    people,
    truth: ground.truth,
    decoys: ground.decoys,
    offerings: procedures.slice(0, -withdrawn).reduce((sum, procedure) => sum + procedure.agencies.length, 0),
  };
}

/** Procedures of all tiers with 2,000 offerings, and after them those that will be withdrawn. */
function proceduresOf(agencies: Agency[], fields: Record<string, string>): CityProcedure[] {
  const city = { locality, agencies, fields, applies: [], systems: [], rules: {} };
  const applies = prepareApplicability(city);
  let made = 0;
  const samples = (tier: Tier) => sampleProcedures.filter(({ tiers }) => tiers.includes(tier));
  const procedure = (tier: Tier, index: number): CityProcedure => {
    const list = samples(tier);
    const sample = list[index % list.length]!;
    const again = index >= list.length;
    const number = again ? `3.${900_000 + made++}` : sample.code;
    const name = again ? `${sample.name} (${index})` : sample.name;
    const raw = nationalRecord({ ...sample, code: number, name });
    const { code, facts, cases } = readNationalRecord(raw);
    return { code, raw, facts, cases, agencies: applies(code, facts).agencies, level: plannedLevel(code) };
  };
  const some = (tier: Tier, count: number, from = 0) =>
    Array.from({ length: count }, (_, index) => procedure(tier, from + index));
  const inForce = [...some('commune', communal), ...some('district', district)];
  let left = offerings - inForce.reduce((sum, { agencies: units }) => sum + units.length, 0);
  for (let index = 0; left > 0; index++) {
    const next = procedure('province', index);
    if (next.agencies.length === 0 || next.agencies.length > left) continue;
    left -= next.agencies.length;
    inForce.push(next);
  }
  return [...inForce, ...some('commune', withdrawn, communal)];
}
