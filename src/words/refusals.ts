import type { Language } from '../domain/language.ts';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import { callerWords } from './refusals/callers.ts';
import { findingWords } from './refusals/findings.ts';
import { jobWords } from './refusals/jobs.ts';
import { planWords } from './refusals/plans.ts';
import { reviewWords } from './refusals/reviews.ts';
import type { Sayings } from './refusals/shape.ts';

/** What every refusal says, a room a file. */
const words: Sayings = { ...callerWords, ...planWords, ...findingWords, ...jobWords, ...reviewWords };

/** A refusal in words: a sentence with a small first letter, for whoever puts something before it. */
export function refusalWords({ code, params }: Refusal, language: Language = 'vi'): string {
  return words[code][language](params as never);
}

/** Whatever was thrown, in words for people. */
export function wordsOf(error: unknown, language: Language = 'vi'): string {
  if (isRefusal(error)) return refusalWords(error, language);
  return error instanceof Error ? error.message : String(error);
}
