import type { Target } from '../domain/review.ts';
import { shortText } from '../domain/text.ts';
import { type First, firstOf } from '../words/sentence.ts';

/** Sources named in evidence; a row of a unit's list each. */
const mostSources = 20;
/** Of one in a sentence, in characters. */
const longestSource = 300;

/** The target as evidence: what was said, by whom, in which file, sheet and row. */
export function targetEvidence({ level, why, technical, legal, sources }: Target): Record<string, unknown> {
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
