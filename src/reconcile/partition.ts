import type { RuleId } from '../domain/finding.ts';
import type { LevelCounts } from '../domain/run.ts';
import { type Tier, tiers } from '../domain/tier.ts';
import type { JudgeResult } from './judging.ts';
import type { RuleOutcome } from './rule.ts';

/** A stretch of procedure codes: after the one (absent: from the first), up to and with the other (absent: to the last). */
export interface CodeStretch {
  afterCode?: string;
  untilCode?: string;
}

/** Stretches that hold every code there may be in exactly one of them, cut behind each of `cuts` (sorted, distinct). */
export function stretchesBetween(cuts: readonly string[]): CodeStretch[] {
  return [undefined, ...cuts].map((afterCode, at) => ({
    ...(afterCode !== undefined && { afterCode }),
    ...(at < cuts.length && { untilCode: cuts[at]! }),
  }));
}

/**
 * Puts together what was judged in parts: the procedures in stretches (`each`), and once what looks across them
 * (`across`). The same as if one had judged all, in whatever order the parts come.
 *
 * @throws when there is no part.
 */
export function mergeJudged(parts: readonly JudgeResult[]): JudgeResult {
  const [first, ...others] = parts;
  if (!first) throw new Error('there is nothing judged to put together');
  const whole = structuredClone(first);
  for (const part of others) {
    addCounts(whole.outcomes, part.outcomes);
    for (const [procedure, untold] of part.unjudged) {
      const known = whole.unjudged.get(procedure);
      whole.unjudged.set(procedure, known ? known.union(untold) : untold);
    }
    for (const [system, counts] of Object.entries(part.levels)) addLevels(whole.levels[system]!, counts);
    for (const [system, tiers] of Object.entries(part.levelsByTier)) {
      whole.levelsByTier[system] = addTiers(whole.levelsByTier[system]!, tiers);
    }
  }
  return whole;
}

function addCounts(whole: JudgeResult['outcomes'], part: JudgeResult['outcomes']): void {
  for (const [id, outcome] of Object.entries(part) as [RuleId, RuleOutcome][]) {
    const { count } = whole[id]!;
    // Only the part that looks across procedures knows that a rule could not tell.
    if (outcome.status !== 'evaluated') whole[id] = { ...outcome };
    whole[id]!.count = count + outcome.count;
  }
}

type OfTiers = Partial<Record<Tier, LevelCounts>>;

/** In the order of the tiers, whichever part told of one first. */
function addTiers(whole: OfTiers, part: OfTiers): OfTiers {
  const sums: OfTiers = {};
  for (const tier of tiers) {
    const [known, more] = [whole[tier], part[tier]];
    if (known && more) addLevels(known, more);
    if (known ?? more) sums[tier] = known ?? { ...more! };
  }
  return sums;
}

function addLevels(whole: LevelCounts, part: LevelCounts): void {
  for (const level of Object.keys(part) as (keyof LevelCounts)[]) whole[level] += part[level];
}

/** A result as JSON: most procedures lack the same facts, so each set of them is told once, with its procedures. */
export interface PlainJudged extends Omit<JudgeResult, 'unjudged' | 'unjudgedAgencies'> {
  unjudged: [untold: string[], procedures: string[]][];
  unjudgedAgencies: [agency: string, untold: string[]][];
}

export function plainJudged({ unjudged, unjudgedAgencies, ...rest }: JudgeResult): PlainJudged {
  const bySet = Map.groupBy(unjudged, ([, untold]) => [...untold].join());
  return {
    ...rest,
    unjudged: [...bySet.values()].map(alike => [[...alike[0]![1]], alike.map(([procedure]) => procedure)]),
    unjudgedAgencies: [...unjudgedAgencies].map(([agency, untold]) => [agency, [...untold]]),
  };
}

export function fromPlainJudged({ unjudged, unjudgedAgencies, ...rest }: PlainJudged): JudgeResult {
  const procedures = unjudged.flatMap(([untold, codes]) => {
    const set = new Set(untold);
    return codes.map(code => [code, set] as const);
  });
  return {
    ...rest,
    unjudged: new Map(procedures),
    unjudgedAgencies: new Map(unjudgedAgencies.map(([agency, untold]) => [agency, new Set(untold)])),
  };
}
