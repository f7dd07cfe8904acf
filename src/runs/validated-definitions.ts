import { dirname, relative } from 'node:path';
import { z } from 'zod';
import type { Configuration } from '../config/configuration.ts';
import type { NationalRecord } from '../definitions/check-national.ts';
import { loadDefinitions } from '../definitions/load.ts';
import type { DefinitionProblem } from '../definitions/problem.ts';
import { type ValidationContext, validateDefinition } from '../definitions/validate.ts';
import { localCode } from '../domain/code.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import { nationalSnapshot, proceduresOf } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';

export interface ValidatedDefinitions {
  /** Without any problem but warnings: what may be pushed. */
  definitions: ServiceDefinition[];
  /** How many folders were looked at and could be understood. */
  understood: number;
  problems: DefinitionProblem[];
}

/**
 * Loads the definitions of the configured folder and judges each against the city, the systems that hold its parts
 * and the national list as it was last read whole.
 *
 * @param only Codes, the suffix of the city may be with them; all without it.
 */
export async function validatedDefinitions(
  configuration: Configuration,
  store: Store,
  only?: readonly string[],
): Promise<ValidatedDefinitions> {
  const codes = only?.map(code => localCode(code, configuration.city.locality));
  const wanted = codes ? { only: codes } : {};
  const { understood, problems } = await loadDefinitions(configuration.services, wanted);
  const defined = understood.map(({ definition }) => definition.procedure);
  const nationalOf = await nationalRecords(configuration, store, defined);
  const context = validationContext(configuration);
  const all = [...problems];
  for (const { definition, locate } of understood) {
    const national = nationalOf(definition.procedure);
    all.push(...validateDefinition(definition, { ...context, national }).map(locate));
  }
  const wrong = new Set(all.filter(({ warning }) => !warning).map(({ file }) => file));
  const definitions = understood
    .map(({ definition }) => definition)
    .filter(({ folder }) => ![...wrong].some(file => file === folder || file.startsWith(`${folder}/`)));
  return { definitions, understood: understood.length, problems: all };
}

const text = z.string();

/** Which definitions may be pushed and what is wrong with the others, as plain data; files relative to the configuration. */
export const definitionsAsTheyStand = z.object({
  services: z.array(z.object({ procedure: text, name: text, cases: z.int(), warnings: z.int() })),
  problems: z
    .array(
      z.object({
        file: text.describe('Relative to the configuration.'),
        line: z.int().optional(),
        ...{ path: text, reason: text, warning: z.boolean() },
      }),
    )
    .describe('Those without `warning` keep a service from being pushed.'),
});
export type DefinitionsStatus = z.output<typeof definitionsAsTheyStand>;

export async function definitionsStatus(
  configuration: Configuration,
  store: Store,
): Promise<DefinitionsStatus> {
  const { definitions, problems } = await validatedDefinitions(configuration, store);
  const folder = dirname(configuration.file);
  return {
    services: definitions.map(({ procedure, name, cases, folder: place }) => ({
      procedure,
      name,
      cases: cases.length,
      warnings: problems.filter(({ file }) => file.startsWith(`${place}/`)).length,
    })),
    problems: problems.map(({ file, line, path, reason, warning }) => ({
      file: relative(folder, file),
      ...(line !== undefined && { line }),
      path,
      reason,
      warning: warning === true,
    })),
  };
}

/** What is the same for all definitions of a city. */
export function validationContext({
  city,
  roles,
  systems,
}: Configuration): Omit<ValidationContext, 'national'> {
  return {
    agencies: city.agencies,
    roles,
    workflowSystems: systems
      .filter(({ adapter: { capabilities } }) => capabilities.includes('workflow'))
      .flatMap(({ profile: { name, hosts } }) => (hosts.includes('workflow') ? [name] : [])),
    hosts: [...new Set(systems.flatMap(({ profile }) => profile.hosts))],
    hostsOf: name => systems.find(({ profile }) => profile.name === name)?.profile.hosts,
    formChecks: systems
      .filter(({ profile }) => profile.hosts.includes('eform'))
      .flatMap(({ adapter }) => adapter.formProblems?.bind(adapter) ?? []),
  };
}

/** `null` = the list read whole lacks it, `undefined` = there is no list read whole. */
export async function nationalRecords(
  { city }: Pick<Configuration, 'city'>,
  store: Store,
  codes: readonly string[],
): Promise<(code: string) => NationalRecord | null | undefined> {
  const national = await nationalSnapshot(store, city);
  if (!national) return () => undefined;
  const records = await proceduresOf(store, national.id, codes);
  return code => records.get(code) ?? null;
}
