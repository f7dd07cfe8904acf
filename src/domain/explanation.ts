import { compareText, sortedOnce } from './canonical.ts';
import type { Ground, ReasonCode, ReviewEntry } from './review.ts';
import { textKey } from './text.ts';

/** Words that ask for something without naming a condition: "đề nghị giữ nguyên". */
export const noCondition: ReasonCode = 'no-condition';

/** A unit's row in Phụ lục II: why a procedure cannot go to level 4 there. */
export type Explanation = Pick<
  ReviewEntry,
  'agency' | 'procedure' | 'name' | 'technical' | 'legal' | 'source' | 'importedAt'
>;

type Grounds = Pick<Explanation, 'technical' | 'legal'>;

/** The rows that explain among all rows of a procedure, by unit and place. */
export function explanationsOf(entries: readonly ReviewEntry[]): ReviewEntry[] {
  return entries
    .filter(({ list }) => list === 'not-eligible')
    .sort(
      (a, b) =>
        compareText(a.agency, b.agency) ||
        a.source.file - b.source.file ||
        compareText(a.source.sheet, b.source.sheet) ||
        a.source.row - b.source.row,
    );
}

/**
 * Coded conditions a row names, sorted. None: a bare mark, or words that name nothing. A sentence that nobody has coded
 * yet names something.
 */
export function conditionsNamed({ technical, legal }: Grounds): ReasonCode[] {
  const named = [technical, legal].filter(({ blocks }) => blocks !== false).flatMap(({ reasons }) => reasons);
  return sortedOnce(named.filter(code => code !== noCondition));
}

/**
 * Equal for rows that give the same reasons: the unit's own words where there are any, however they are coded and
 * spaced, else the marks.
 */
export function explanationKey({ technical, legal }: Grounds): string {
  return JSON.stringify([technical, legal].map(groundKey));
}

function groundKey({ blocks, reasons, text }: Ground): unknown {
  return [blocks ?? null, text === null ? reasons.toSorted() : textKey(text)];
}
