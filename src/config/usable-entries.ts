import type { z } from 'zod';
import type { References } from './references.ts';
import { type FileEntries, fileSchema, type SystemEntry, systemSchema } from './schema.ts';
import { validate } from './validate.ts';
import type { YamlSource } from './yaml-source.ts';

/** What of a wrong file can still be looked at, so that a person hears of all mistakes at once. */
export function usableEntries(
  plain: unknown,
  source: YamlSource,
  references: References,
): Partial<FileEntries> {
  const usable: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(fileSchema.shape)) {
    // Own keys only: a file that is a list has a `push` that nobody wrote.
    if (typeof plain !== 'object' || plain === null || !Object.hasOwn(plain, key)) continue;
    const value = (plain as Record<string, unknown>)[key];
    if (value === undefined) continue;
    if (key === 'systems') usable[key] = usableSystems(value, source, references);
    else {
      const checked = validate(schema as z.ZodType, value, source, references, [key]);
      if ('data' in checked) usable[key] = checked.data;
    }
  }
  return usable as Partial<FileEntries>;
}

function usableSystems(
  value: unknown,
  source: YamlSource,
  references: References,
): Record<string, SystemEntry> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, entry]) => {
      const checked = validate(systemSchema, entry, source, references, ['systems', name]);
      return 'data' in checked ? [[name, checked.data]] : [];
    }),
  );
}
