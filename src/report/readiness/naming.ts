import type { City } from '../../domain/city.ts';
import type { Owner } from '../../domain/severity.ts';
import { type LevelTerms, levelTerms } from '../../words/level-names.ts';
import { systemLabel } from '../../words/sentence.ts';
import { ownerNamesOf } from '../words.ts';

/** How codes are called on readiness pages and sheets. */
export interface ReadinessNames {
  place: string;
  agency(code: string): string;
  system(name: string): string;
  owner(owner: Owner): string;
  levels: LevelTerms;
}

export function readinessNames(city: City): ReadinessNames {
  const agencies = new Map(city.agencies.map(({ code, name }) => [code, name]));
  const systems = new Map(city.systems.map(system => [system.name, systemLabel(system)]));
  const owners = ownerNamesOf(city);
  return {
    place: agencies.get(city.locality) ?? `Địa phương ${city.locality}`,
    agency: code => agencies.get(code) ?? code,
    system: name => systems.get(name) ?? name,
    owner: owner => owners[owner],
    levels: levelTerms(city.levelNames),
  };
}
