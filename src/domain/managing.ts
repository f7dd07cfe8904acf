import type { City } from './city.ts';
import { codeKey } from './code.ts';
import type { ProcedureFacts } from './procedure.ts';
import { textKey } from './text.ts';

/**
 * Gets the city's fields ready once; answers our code of the agency that manages a procedure's field of work, the
 * first of its fields that is configured; `undefined` = nobody is configured for any of them.
 */
export function prepareManaging(
  city: Pick<City, 'agencies' | 'fields'>,
): (facts: Pick<ProcedureFacts, 'fields'>) => string | undefined {
  const index = fieldIndex(city);
  return ({ fields }) => {
    for (const { code, name } of fields ?? []) {
      const agency = (code && index.get(codeKey(code))) || (name && index.get(textKey(name)));
      if (agency) return agency;
    }
    return undefined;
  };
}

function fieldIndex(city: Pick<City, 'agencies' | 'fields'>): Map<string, string> {
  const ours = new Set(city.agencies.map(agency => agency.code));
  const index = new Map<string, string>();
  for (const [field, agency] of Object.entries(city.fields)) {
    if (!ours.has(agency)) continue;
    index.set(codeKey(field), agency);
    index.set(textKey(field), agency);
  }
  return index;
}
