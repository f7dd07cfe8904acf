import type { Configuration } from '../config/configuration.ts';
import { loadDefinitions } from '../definitions/load.ts';
import { prepareApplicability } from '../domain/applies.ts';
import { positionOfNational } from '../domain/city.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import { pair } from '../reconcile/pair.ts';
import type { ProcedureGroup } from '../reconcile/rule.ts';
import { checklistOf, type OfferingChecklist } from '../report/readiness/checklist.ts';
import type { Store } from '../store/core/contract.ts';
import { type LastRead, lastRead, recordsAt, sourcesOf } from './last-read.ts';
import { hasReviews, reviewsOf, rolledUpReviews } from './reviewed.ts';

/** Everything checklists are made from; procedures stream past, only the definitions are held. */
interface Basis {
  systems: LastRead[];
  /** Position of the national system, -1 when there is none. */
  national: number;
  definitions: ReadonlyMap<string, ServiceDefinition>;
}

/**
 * The checklists of every offering that applies, procedure by procedure in code order, from the last snapshot of each
 * system that was read whole.
 *
 * @param agency only offerings of this unit.
 */
export async function* allChecklists(store: Store, configuration: Configuration, agency?: string) {
  const { city } = configuration;
  const basis = await basisOf(store, configuration, {});
  const applies = prepareApplicability(city);
  const sources = sourcesOf(store, basis.systems);
  const reviewed = (await hasReviews(store))
    ? rolledUpReviews(store, city, { national: nationalRead(basis) })
    : undefined;
  for await (const groups of pair(sources, basis.national, reviewed)) {
    for (const group of groups) {
      if (!group.national) continue;
      const { agencies } = applies(group.code, group.national.facts);
      const wanted = agency === undefined ? agencies : agencies.filter(code => code === agency);
      const definition = basis.definitions.get(group.code);
      if (wanted.length > 0) yield wanted.map(code => checklistOf(group, code, basis.systems, definition));
    }
  }
}

/** The checklist of one offering; undefined when no system and no list knows the procedure. */
export async function checklistFor(
  store: Store,
  configuration: Configuration,
  procedure: string,
  agency: string,
): Promise<OfferingChecklist | undefined> {
  const basis = await basisOf(store, configuration, { only: [procedure] });
  const records = (await recordsAt(store, basis.systems, [procedure])).map(found => found?.get(procedure));
  const read = { national: nationalRead(basis) };
  const reviewed = (await reviewsOf(store, configuration.city, [procedure], read)).get(procedure);
  const definition = basis.definitions.get(procedure);
  if (!definition && !reviewed && records.every(record => record === undefined)) return undefined;
  const national = records[basis.national];
  const group: ProcedureGroup = {
    code: procedure,
    records,
    ...(national && { national }),
    ...(reviewed && (await hasReviews(store)) && { reviewed }),
  };
  return checklistOf(group, agency, basis.systems, definition);
}

/** Id of the national snapshot the checklists go by; null where there is none. */
function nationalRead({ systems, national }: Basis): number | null {
  return systems[national]?.snapshot ?? null;
}

async function basisOf(
  store: Store,
  { city, services, systems: adapters }: Configuration,
  wanted: { only?: readonly string[] },
): Promise<Basis> {
  const systems = await lastRead(store, { city, systems: adapters });
  const { understood } = await loadDefinitions(services, wanted);
  return {
    systems,
    national: positionOfNational(city),
    definitions: new Map(understood.map(({ definition }) => [definition.procedure, definition])),
  };
}
