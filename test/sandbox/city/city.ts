import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { parse } from 'yaml';
import type { Agency } from '../../../src/domain/agency.ts';
import { prepareApplicability } from '../../../src/domain/applies.ts';
import type { City } from '../../../src/domain/city.ts';
import { localCode } from '../../../src/domain/code.ts';
import { ownFile } from '../../../src/domain/own-files.ts';
import { departmentCodes, portalCity } from '../dvcqg-2026/city.ts';
import { type CityProcedure, type CitySeeds, cleanCity, plannedLevel, withRemoteIds } from './base-city.ts';
import type { PlantedFault } from './faults/planting.ts';
import { plantFaults } from './faults.ts';
import { readNationalRecord } from './national.ts';
import { nationalRecord, sampleProcedures } from './sample.ts';

export interface SandboxCity {
  locality: string;
  /** With the ids a person would have confirmed. */
  agencies: Agency[];
  fields: Record<string, string>;
  seeds: CitySeeds;
  planted: PlantedFault[];
  quirks: Partial<Record<keyof CitySeeds, Record<string, unknown>>>;
}

const home = ownFile('config/can-tho/');
const locality = 'H13';

/**
 * Cần Thơ of 2021 as four sandbox servers show it: the national database, the city's portal and its one-stop system,
 * and the national portal, where people file.
 *
 * @param catalogue path of a gzipped NDJSON file of national records; the built-in sample when absent.
 * @param faults false: a city without a fault.
 */
export async function sandboxCity({
  catalogue,
  faults = true,
}: {
  catalogue?: string;
  faults?: boolean;
} = {}): Promise<SandboxCity> {
  const listed = parse(await readFile(new URL('agencies.yaml', home), 'utf8')) as Agency[];
  const departments = departmentCodes(locality, listed);
  const agencies = withRemoteIds(listed).map(agency => ({
    ...agency,
    ids: { ...agency.ids, nationalPortal: departments.get(agency.code)! },
  }));
  const fields = parse(await readFile(new URL('fields.yaml', home), 'utf8')) as Record<string, string>;
  const city: City = { locality, agencies, fields, applies: [], systems: [], rules: {} };
  const applies = prepareApplicability(city);
  const procedures: CityProcedure[] = [];
  for await (const raw of catalogue ? recordsOf(catalogue) : sampleProcedures.map(nationalRecord)) {
    const { code, facts, cases } = readNationalRecord(raw);
    procedures.push({
      code,
      raw,
      facts,
      cases,
      agencies: applies(code, facts).agencies,
      level: plannedLevel(code),
    });
  }
  const own = cleanCity(locality, agencies, procedures);
  const seeds = { ...own, nationalPortal: portalCity(own, agencies) };
  const planted = faults ? plantFaults(seeds, procedures, agencies, locality) : [];
  return { locality, agencies, fields, seeds, planted, quirks: {} };
}

/** The same city on a bad day: two fifths of the portal's list are gone and the one-stop system does not answer. */
export function withOutage(city: SandboxCity): SandboxCity {
  const { portal } = city.seeds;
  const kept = portal.procedures.filter((_, index) => index % 5 < 3);
  const place = { procedure: null, agency: null };
  return {
    ...city,
    seeds: { ...city.seeds, portal: { ...portal, procedures: kept } },
    quirks: { oneStop: { down: true } },
    planted: [
      { rule: 'source-shrunk', system: 'portal', ...place, what: 'danh sách ngắn đi 40%' },
      { rule: 'source-unreadable', system: 'oneStop', ...place, what: 'hệ thống một cửa không trả lời' },
    ],
  };
}

/**
 * The same city before these procedures went online: level 2, no documents, form or workflow at either system. It does not
 * read the national portal, where an office has to register what goes online here.
 */
export function withBare(city: SandboxCity, codes: readonly string[]): SandboxCity {
  for (const { procedures } of [city.seeds.portal, city.seeds.oneStop]) {
    for (const procedure of procedures) {
      if (!codes.includes(localCode(procedure.code, locality))) continue;
      for (const offering of procedure.offerings) offering.level = 2;
      for (const item of procedure.cases)
        Object.assign(item, { eform: null, workflow: null, components: [] });
    }
  }
  const { nationalPortal: _, ...seeds } = city.seeds;
  return { ...city, seeds };
}

async function* recordsOf(file: string): AsyncGenerator<Record<string, unknown>> {
  const lines = createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  for await (const line of lines) if (line.trim()) yield JSON.parse(line) as Record<string, unknown>;
}
