import { z } from 'zod';
import { isFound, procedureDirectory } from '../../app/queries/procedures.ts';
import type { RowFilter } from '../../app/queries/runs.ts';
import { findingStates } from '../../domain/finding.ts';
import { given } from '../../domain/given.ts';
import { owners, severities } from '../../domain/severity.ts';
import { dayOf, stretchOf } from '../../domain/time.ts';
import { findingCodes } from '../../words/findings.ts';
import type { ServerContext } from '../context.ts';

/** A parameter that may be given several times: any of them. */
function anyOf<Value extends z.ZodType>(value: Value) {
  return z.union([value, z.array(value).max(100)]).optional();
}

const code = z.string().min(1).max(200);

/** How long ago it was first seen, in days: from one number (before then) to another. */
const ages = {
  'under-7': { within: 7 },
  '7-to-30': { within: 30, beyond: 7 },
  'over-30': { beyond: 30 },
  'over-90': { beyond: 90 },
} as const satisfies Record<string, { within?: number; beyond?: number }>;
export const rowAges = Object.keys(ages) as (keyof typeof ages)[];

/** Which rows of a run; all that is given must hold. */
export const rowFilterQuery = {
  owner: anyOf(z.enum(owners)),
  rule: anyOf(z.enum(findingCodes)),
  severity: anyOf(z.enum(severities)),
  state: anyOf(z.enum(findingStates)),
  system: anyOf(code),
  agency: anyOf(code.describe('Rows about this unit, be it among others.')),
  procedure: anyOf(code),
  field: code.optional().describe('Procedures of this field of work, by its name in the national list.'),
  text: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Words of a code or name of a procedure or a unit, with or without diacritics.'),
  age: z.enum(rowAges).optional().describe('Days since it was first seen.'),
};

export type RowFilterQuery = z.output<z.ZodObject<typeof rowFilterQuery>>;

export async function rowFilterOf(
  { store, configuration, now }: Pick<ServerContext, 'store' | 'configuration' | 'now'>,
  query: RowFilterQuery,
): Promise<RowFilter> {
  const { owner, rule, severity, state, system, agency, procedure, field, text, age } = query;
  const filter: { [Part in keyof RowFilter]: RowFilter[Part] | undefined } = {
    ...{ owner, rule, severity, state, system, agency, procedure },
  };
  if (field !== undefined || text !== undefined) {
    const { city } = configuration();
    const directory = await procedureDirectory(store, city);
    filter.among = [
      ...(field === undefined
        ? []
        : [{ words: `Lĩnh vực ${field}`, procedures: directory.ofField(field), agencies: [] }]),
      ...(text === undefined
        ? []
        : [
            {
              words: `Tìm “${text}”`,
              // What the national list does not have is still found by its code.
              procedures: [...directory.search(text), text],
              agencies: city.agencies
                .filter(unit => isFound(`${unit.code} ${unit.name}`, text))
                .map(unit => unit.code),
            },
          ]),
    ];
  }
  if (age !== undefined) {
    const { within, beyond }: { within?: number; beyond?: number } = ages[age];
    const ago = (days: number) => stretchOf(dayOf(now().toISOString(), -days)).from;
    filter.firstSeen = {
      ...(within !== undefined && { from: ago(within) }),
      ...(beyond !== undefined && { before: ago(beyond) }),
    };
  }
  return given(filter);
}
