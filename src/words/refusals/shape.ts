import type { Language } from '../../domain/language.ts';
import type { RefusalCode, RefusalParams } from '../../domain/refusal.ts';

/**
 * What refusals say: a sentence that says why, and what to do where that is not plain. In a place `{plan}` the parameter
 * of that name stands as it is.
 */
export type Sayings = {
  [Code in RefusalCode]: Record<Language, string | ((params: RefusalParams[Code]) => string)>;
};

/** Names of the places in a sentence. */
export type PlacesOf<Said> = Said extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlacesOf<Rest>
  : never;
