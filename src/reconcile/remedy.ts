import type { Rule } from './rule.ts';
import { rules } from './rules/index.ts';

const remedies = new Map<string, Rule['becomes']>(rules.map(({ id, becomes }) => [id, becomes]));

/** What mends findings of a rule: a plan, a person's task, nothing of ours. Rules of other versions: nothing. */
export function remedyOf(rule: string): Rule['becomes'] {
  return remedies.get(rule) ?? null;
}

/** Rules whose findings a plan mends, where the service is defined. */
export const plannedRules: readonly string[] = rules
  .filter(({ becomes }) => becomes === 'plan')
  .map(({ id }) => id);
