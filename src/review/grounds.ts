import { type Ground, type GroundKind, groundKinds, type ReviewEntry } from '../domain/review.ts';

/** Said by a mark, without a word. */
export const markedGround = (blocks: boolean | undefined): Ground => ({ blocks, reasons: [], text: null });
/** Nobody said anything about it. */
export const silentGround: Ground = Object.freeze(markedGround(undefined));
export const inOrder: Ground = Object.freeze(markedGround(false));

/** What several cells say of one ground: in the way when one says so, in order when every one does. */
export function mergedGround(grounds: readonly Ground[]): Ground {
  if (grounds.length === 0) return silentGround;
  if (grounds.length === 1) return grounds[0]!;
  const texts = [...new Set(grounds.flatMap(({ text }) => text ?? []))].sort();
  return {
    blocks: grounds.some(({ blocks }) => blocks)
      ? true
      : grounds.every(({ blocks }) => blocks === false)
        ? false
        : undefined,
    reasons: [...new Set(grounds.flatMap(({ reasons }) => reasons))].sort(),
    text: texts.length > 0 ? texts.join('; ') : null,
  };
}

/** Equal for grounds that say the same thing: coded reasons count, and the text where nothing was coded. */
export function groundKey({ blocks, reasons, text }: Ground): string {
  return JSON.stringify([blocks ?? null, reasons.toSorted(), reasons.length > 0 ? null : text]);
}

/**
 * Level 4 asks for both grounds. A row of Phụ lục I with nothing in either column says so by standing there; with a mark
 * in one column only it vouches for that ground alone, and this is the other.
 */
export function unvouched({
  list,
  technical,
  legal,
}: Pick<ReviewEntry, 'list' | 'technical' | 'legal'>): GroundKind[] {
  if (list !== 'eligible' || (technical.blocks !== false && legal.blocks !== false)) return [];
  const said = { technical, legal };
  return groundKinds.filter(kind => said[kind].blocks === undefined);
}
