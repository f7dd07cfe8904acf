import { numberWords } from './number-words.ts';

/**
 * The longest texts there are (PRODUCT.md, "Length"), in characters as JavaScript counts them. What is longer is not
 * such a text: its field is *could not tell*. Asked before a text is cleaned, searched or kept, because a text of
 * millions of characters takes many times its own memory then.
 */
const longestTexts = {
  /** Codes, names, single words. */
  name: 4_000,
  /** Papers, notes, fees, deadlines: texts of a few lines. */
  note: 20_000,
  /** Requirements, steps: whole pages. A real one has 44,590. */
  passage: 200_000,
  /** E-forms, diagrams, form scripts: files that are kept in a field, pictures included. */
  document: 8_000_000,
} as const;

/** Why a text is too long to be of this kind, Vietnamese; `undefined` when it is not. */
export function tooLong(text: string, kind: keyof typeof longestTexts): string | undefined {
  const most = longestTexts[kind];
  if (text.length <= most) return undefined;
  return `dài ${numberWords(text.length)} ký tự, nhiều nhất là ${numberWords(most)}`;
}

/**
 * Patterns that judge a text see at most so many characters. A longer one is not judged by its beginning: what it
 * says could not be told.
 */
export const longestJudged = 8_000;
