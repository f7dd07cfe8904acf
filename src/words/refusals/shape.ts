import type { Language } from '../../domain/language.ts';
import type { RefusalCode, RefusalParams } from '../../domain/refusal.ts';

/** What refusals say: a sentence that says why, and what to do where that is not plain. */
export type Sayings = {
  [Code in RefusalCode]: Record<Language, (params: RefusalParams[Code]) => string>;
};
