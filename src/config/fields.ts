import { z } from 'zod';
import type { Words } from '../domain/language.ts';
import { type AgencyList, agencyCode } from './agencies.ts';
import type { ConfigurationProblem } from './configuration.ts';
import { validate } from './validate.ts';
import { readYaml } from './yaml-source.ts';

const fieldsSchema = z.record(z.string(), z.string().trim().min(1));

/**
 * The fields file: name or code of a field of work → code of the agency that manages it.
 *
 * @throws ConfigurationError when the file cannot be read or is not YAML.
 */
export async function loadFields(
  file: string,
  agencies: AgencyList | undefined,
): Promise<{ fields: Record<string, string>; problems: ConfigurationProblem[] }> {
  const source = await readYaml(file);
  const checked = validate(fieldsSchema, source.plain() ?? {}, source);
  if ('problems' in checked) return { fields: {}, problems: checked.problems };
  const problems: ConfigurationProblem[] = [];
  const fields: Record<string, string> = {};
  for (const [field, given] of Object.entries(checked.data)) {
    const tell = (problem: Words) => problems.push(source.problem([field], problem));
    fields[field.normalize('NFC').trim()] = agencyCode(given, agencies, tell);
  }
  return { fields, problems };
}
