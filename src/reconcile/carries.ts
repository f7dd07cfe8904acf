import type { JudgeContext, JudgedSystem } from './rule.ts';

/** Is one that carries offerings expected to carry those of this agency? */
export function carries({ covers }: JudgedSystem, agency: string, context: JudgeContext): boolean {
  if (covers === null || covers.includes(agency)) return true;
  const tier = context.agency(agency)?.tier;
  return tier !== undefined && covers.includes(tier);
}
