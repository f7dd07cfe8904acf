import type { Language } from '../domain/language.ts';
import { isRefusal, type Refusal, type RefusalCode, type RefusalParams } from '../domain/refusal.ts';
import { callerWords } from './refusals/callers.ts';
import { findingWords } from './refusals/findings.ts';
import { jobWords } from './refusals/jobs.ts';
import { planWords } from './refusals/plans.ts';
import { reviewWords } from './refusals/reviews.ts';
import type { PlacesOf, Sayings } from './refusals/shape.ts';
import { filled } from './sentence.ts';

/** What every refusal says, a room a file. */
const words = { ...callerWords, ...planWords, ...findingWords, ...jobWords, ...reviewWords };

type Unknown = {
  [Code in RefusalCode]: Exclude<PlacesOf<(typeof words)[Code][Language]>, keyof RefusalParams[Code]>;
}[RefusalCode];
/** A place that no parameter of its refusal fills is no sentence. */
const sayings: [Unknown] extends [never] ? Sayings : Unknown = words;

/** A refusal in words: a sentence with a small first letter, for whoever puts something before it. */
export function refusalWords({ code, params }: Refusal, language: Language = 'vi'): string {
  const said = sayings[code][language];
  return typeof said === 'string' ? filled(said, params) : said(params as never);
}

/** Whatever was thrown, in words for people. */
export function wordsOf(error: unknown, language: Language = 'vi'): string {
  if (isRefusal(error)) return refusalWords(error, language);
  return error instanceof Error ? error.message : String(error);
}
