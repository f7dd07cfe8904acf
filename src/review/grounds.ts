import type { Ground } from '../domain/review.ts';

/** Nobody said anything about it. */
export const silentGround: Ground = Object.freeze({ blocks: undefined, reasons: [], text: null });

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
