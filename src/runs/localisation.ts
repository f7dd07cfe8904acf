import type { Configuration } from '../config/configuration.ts';
import { prepareApplicability } from '../domain/applies.ts';
import { positionOfNational } from '../domain/city.ts';
import { type LocalisedProcedure, localisationOf, localisingRole } from '../reconcile/localisation.ts';
import { pair } from '../reconcile/pair.ts';
import type { Store } from '../store/core/contract.ts';
import { lastRead, sourcesOf } from './last-read.ts';

/**
 * Every procedure in force that applies to the city, in code order, by the last whole reading of each system; none where
 * the national record does not tell of its local part.
 *
 * @param after only what comes after this code.
 */
export async function* localisations(
  store: Store,
  configuration: Pick<Configuration, 'city' | 'systems'>,
  after = '',
): AsyncGenerator<LocalisedProcedure[]> {
  const { city } = configuration;
  const systems = await lastRead(store, configuration);
  const applies = prepareApplicability(city);
  const sources = sourcesOf(store, systems, { cases: false });
  for await (const groups of pair(sources, positionOfNational(city))) {
    const page = groups.flatMap(({ code, national, records }): LocalisedProcedure[] => {
      if (!national || code <= after || national.facts.active === false) return [];
      if (applies(code, national.facts).agencies.length === 0) return [];
      const local = systems.flatMap(({ name: system, role, snapshot }, at) =>
        snapshot !== undefined && role === localisingRole ? [{ system, record: records[at] }] : [],
      );
      const found = localisationOf(national, local);
      return found ? [{ procedure: code, name: national.facts.name ?? code, ...found }] : [];
    });
    if (page.length > 0) yield page;
  }
}
