import { z } from 'zod';
import type { Configuration } from '../config/configuration.ts';
import { carriesOfferings } from '../domain/city.ts';
import type { Known } from '../domain/known.ts';
import type { Level } from '../domain/level.ts';
import { columnsOf, levelAt } from '../reconcile/columns.ts';
import { pair } from '../reconcile/pair.ts';
import type { Store } from '../store/core/contract.ts';
import { lastRead, sourcesOf } from './last-read.ts';

/** One procedure at one agency, at every system that shows it there. */
export interface CityOffering {
  procedure: string;
  procedureName: string | null;
  agency: string;
  /** `level` null = the system says there is none; absent = could not tell. */
  systems: { system: string; level?: Known<Level> }[];
}

/** A procedure some system has, with what the national list says of it where it has it. */
export const cityProcedure = z
  .object({
    procedure: z.string(),
    name: z.string().nullable(),
    national: z.boolean().nullable().describe('In the national list; null = none was read whole yet.'),
    active: z.boolean().nullable().describe('In force there; null = could not tell.'),
    fields: z.array(z.string()),
    systems: z.array(z.string()).describe('That have it, as they were last read whole.'),
  })
  .meta({ id: 'Procedure' });
export type CityProcedure = z.output<typeof cityProcedure>;

/** Every offering some system showed when it was last read whole, by procedure, then agency. */
export async function* cityOfferings(
  store: Store,
  configuration: Configuration,
): AsyncGenerator<CityOffering[]> {
  const carrying = configuration.city.systems.map(carriesOfferings);
  for await (const { groups, names } of cityGroups(store, configuration))
    for (const { code, records, national } of groups) {
      const found = new Map<string, CityOffering['systems']>();
      records.forEach((record, at) => {
        if (!record || !carrying[at]) return;
        const columns = columnsOf(record);
        columns.agencies.forEach((agency, position) => {
          const level = levelAt(columns, position);
          const shown = { system: names[at]!, ...(level !== undefined && { level }) };
          found.set(agency, [...(found.get(agency) ?? []), shown]);
        });
      });
      const name = national?.facts.name ?? records.find(record => record?.facts.name)?.facts.name ?? null;
      const head = { procedure: code, procedureName: name };
      const agencies = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
      yield agencies.map(([agency, systems]) => ({ ...head, agency, systems }));
    }
}

/** Every procedure some system had when it was last read whole, by code. */
export async function* cityProcedures(
  store: Store,
  configuration: Configuration,
): AsyncGenerator<CityProcedure[]> {
  for await (const { groups, names, nationalRead } of cityGroups(store, configuration))
    yield groups.map(({ code, records, national }) => ({
      procedure: code,
      name: national?.facts.name ?? records.find(record => record?.facts.name)?.facts.name ?? null,
      national: nationalRead ? national !== undefined : null,
      active: national?.facts.active ?? null,
      fields: (national?.facts.fields ?? []).flatMap(({ name }) => name ?? []),
      systems: names.filter((_, at) => records[at] !== undefined),
    }));
}

async function* cityGroups(store: Store, configuration: Configuration) {
  const systems = await lastRead(store, configuration);
  const national = systems.findIndex(({ role }) => role === 'national');
  const sources = sourcesOf(store, systems, { cases: false });
  const names = systems.map(({ name }) => name);
  const nationalRead = systems[national]?.snapshot !== undefined;
  for await (const groups of pair(sources, national)) yield { groups, names, nationalRead };
}
