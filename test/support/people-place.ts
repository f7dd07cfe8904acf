import { readFile, writeFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { departmentCodes, portalCity } from '../sandbox/dvcqg-2026/city.ts';
import { type RunningPortal, startSandbox } from '../sandbox/dvcqg-2026/sandbox.ts';
import type { PortalSeed } from '../sandbox/dvcqg-2026/seed.ts';
import { type Place, placeOf } from './place.ts';
import { smallCity } from './small-city.ts';

/** The small city whose people file at the national portal: four systems. */
export interface PeoplePlace extends Place {
  people: RunningPortal;
  /** `departmentCode` of our agencies there. */
  departments: ReadonlyMap<string, string>;
}

/**
 * @param change of what people find, before the portal starts.
 * @param own keys of the portal's entry.
 */
export async function peoplePlace(
  settings: Record<string, unknown> = {},
  change: (seed: PortalSeed) => void = () => {},
  own: Record<string, unknown> = {},
): Promise<PeoplePlace> {
  const city = smallCity();
  const departments = departmentCodes('H13', city.agencies);
  city.agencies = city.agencies.map(agency => ({
    ...agency,
    ids: { ...agency.ids, people: departments.get(agency.code)! },
  }));
  const seed = portalCity(city.seeds, city.agencies);
  change(seed);
  const people = await startSandbox(seed);
  const place = await placeOf(city, settings);
  const written = parse(await readFile(place.config, 'utf8')) as { systems: Record<string, unknown> };
  written.systems.people = {
    ...{ role: 'nationalPortal', adapter: 'dvcqg-2026', baseUrl: people.baseUrl, ratePerSecond: 5_000 },
    ...own,
  };
  await writeFile(place.config, stringify(written));
  return {
    ...place,
    people,
    departments,
    async close() {
      await place.close();
      await people.close();
    },
  };
}
