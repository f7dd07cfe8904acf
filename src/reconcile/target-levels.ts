import type { Level } from '../domain/level.ts';
import type { Target } from '../domain/review.ts';
import { shortText } from '../domain/text.ts';
import type { ParamsOf } from '../words/findings.ts';
import { type First, firstOf } from '../words/sentence.ts';
import { levelOf, nowhere } from './columns.ts';
import { reviewFacts } from './needs.ts';
import { activeColumns } from './offered.ts';
import { type Reported, type SystemRule, systemRule } from './rule.ts';

/**
 * A rule that holds the level an offering is shown at against what the reviews say of it.
 *
 * @param wrong what its sentence says; undefined where the level is as it should be.
 */
export function targetRule<Code extends 'below-target' | 'above-eligibility'>(
  rule: Pick<SystemRule<Code>, 'id' | 'severity' | 'owner'>,
  wrong: (target: Target, level: Level | null) => ParamsOf<Code> | undefined,
): SystemRule<Code> {
  return systemRule(
    { ...rule, becomes: 'plan' },
    { needs: { national: reviewFacts, local: ['levels'] }, absence: 'national', sieve: 'reviewed' },
    (record, system, { reviewed }, _context, report) => {
      const columns = activeColumns(record);
      for (const target of reviewed?.targets ?? []) {
        const level = levelOf(columns, target.agency);
        const params = level === undefined || level === nowhere ? undefined : wrong(target, level);
        if (!params) continue;
        const evidence = { source: system.name, level, ...targetEvidence(target) };
        report({ agency: target.agency, params, evidence } as Reported<ParamsOf<Code>>);
      }
    },
  );
}

/** Sources named in evidence; a row of a unit's list each. */
const mostSources = 20;
/** Of one in a sentence, in characters. */
const longestSource = 300;

/** The target as evidence: what was said, by whom, in which file, sheet and row. */
function targetEvidence({ level, why, technical, legal, sources }: Target): Record<string, unknown> {
  return {
    target: level,
    why,
    sources: sources.slice(0, mostSources),
    ...(sources.length > mostSources && { sourceCount: sources.length }),
    grounds: {
      technical: { blocks: technical.blocks ?? null, reasons: technical.reasons, text: technical.text },
      legal: { blocks: legal.blocks ?? null, reasons: legal.reasons, text: legal.text },
    },
  };
}

/** The first who can be quoted, and how many more there are. */
export function sourcesOf({ sources }: Target): First<string> {
  return firstOf(
    sources.map(source => shortText(source, longestSource)),
    1,
  );
}

/** What is in the way, as far as the lists say. */
export function groundsOf({ technical, legal }: Pick<Target, 'technical' | 'legal'>) {
  const all = [
    { kind: 'technical', ground: technical },
    { kind: 'legal', ground: legal },
  ] as const;
  return all
    .filter(({ ground }) => ground.blocks)
    .map(({ kind, ground: { text } }) => ({ kind, text: text && shortText(text, 160) }));
}
