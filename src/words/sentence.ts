import type { SystemProfile } from '../domain/city.ts';
import { numberWords } from '../domain/number-words.ts';
import { shortText } from '../domain/text.ts';

/** Longest name in a sentence, in characters; real names of procedures reach 700. */
const longestName = 120;

/** A name cut at a word, with an ellipsis, so that the rest of the sentence is still read. */
export function shortName(name: string): string {
  return shortText(name, longestName);
}

const roleNames: Record<string, string> = {
  national: 'CSDL quốc gia về TTHC',
  nationalPortal: 'Cổng Dịch vụ công quốc gia',
  portal: 'Cổng DVC thành phố',
  oneStop: 'Hệ thống một cửa điện tử',
};

/** `Cổng DVC thành phố`, with the configured name behind it where that says something else than the role. */
export function systemLabel(system: Pick<SystemProfile, 'name' | 'role'>): string {
  const role = roleNames[system.role];
  if (role === undefined) return `Hệ thống ${system.name}`;
  return system.name === system.role ? role : `${role} (${system.name})`;
}

/** `Sở Y tế (H13.5)`; the code alone when that is all we know. */
export function agencyLabel({ code, name = code }: { code: string; name?: string }): string {
  return name === code ? code : `${name} (${code})`;
}

/** "a, b và c". */
export function enumeration(items: string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} và ${items.at(-1)}`;
}

/** `a, b, c và 12 đơn vị khác`. */
export function listWords(items: readonly string[], noun: string, shown = 3): string {
  return firstWords(firstOf(items, shown), noun);
}

/** The first few of a list and how many more there are: as much of it as a sentence says. */
export interface First<T> {
  first: T[];
  more: number;
}

export function firstOf<T>(items: readonly T[], most = 3): First<T> {
  return { first: items.slice(0, most), more: Math.max(0, items.length - most) };
}

export function countOf({ first, more }: First<unknown>): number {
  return first.length + more;
}

/** `a, b, c và 12 đơn vị khác`; `called`: what one of them is called. */
export function firstWords<T>(
  { first, more }: First<T>,
  noun: string,
  called: (item: T) => string = String,
): string {
  const named = first.map(item => called(item)).join(', ');
  return more === 0 ? named : `${named} và ${numberWords(more)} ${noun} khác`;
}

/** A text with what stands in its places: "không có kế hoạch {plan}." */
export function filled(text: string, values: object): string {
  return text.replace(/\{([^{}]+)\}/g, (_, name: string) => String(values[name as never]));
}

/** With a full stop, which some words of ours bring along. */
export function fullSentence(text: string): string {
  return `${sentenceCase(text).replace(/\.$/, '')}.`;
}

/** First letter large, for the start of a sentence. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}
