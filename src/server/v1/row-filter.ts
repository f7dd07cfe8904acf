import { z } from 'zod';
import type { RowFilter } from '../../app/queries/runs.ts';
import { findingStates } from '../../domain/finding.ts';
import { owners, severities } from '../../domain/severity.ts';
import { findingCodes } from '../../words/findings.ts';

/** A parameter that may be given several times: any of them. */
function anyOf<Value extends z.ZodType>(value: Value) {
  return z.union([value, z.array(value).max(100)]).optional();
}

const code = z.string().min(1).max(200);

/** Which rows of a run; all that is given must hold. */
export const rowFilterQuery = {
  owner: anyOf(z.enum(owners)),
  rule: anyOf(z.enum(findingCodes)),
  severity: anyOf(z.enum(severities)),
  state: anyOf(z.enum(findingStates)),
  system: anyOf(code),
  agency: anyOf(code.describe('Rows about this unit, be it among others.')),
  procedure: anyOf(code),
};

export type RowFilterQuery = z.output<z.ZodObject<typeof rowFilterQuery>>;

export function rowFilterOf(query: RowFilterQuery): RowFilter {
  const { owner, rule, severity, state, system, agency, procedure } = query;
  const filter = { owner, rule, severity, state, system, agency, procedure };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
