import type { Configuration } from '../config/configuration.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import type { PlanNames } from '../plan/show-model.ts';
import { levelTerms } from '../words/level-names.ts';
import { systemLabel } from '../words/sentence.ts';

/** How codes are called, for whoever reads a plan. */
export function planNames(
  { city }: Configuration,
  definitions: readonly Pick<ServiceDefinition, 'procedure' | 'name'>[],
): PlanNames {
  const agencies = new Map(city.agencies.map(agency => [agency.code, agency]));
  const systems = new Map(city.systems.map(system => [system.name, systemLabel(system)]));
  const procedures = new Map(definitions.map(({ procedure, name }) => [procedure, name]));
  return {
    procedure: code => procedures.get(code),
    agency: code => agencies.get(code)?.name ?? code,
    tier: code => agencies.get(code)?.tier,
    system: name => systems.get(name) ?? name,
    levels: levelTerms(city.levelNames),
  };
}
