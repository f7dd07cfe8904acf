import type { CaseFacts, Component } from '../domain/procedure.ts';
import { cleanText, textKey } from '../domain/text.ts';
import { sameName } from '../readiness/needs.ts';
import { type First, firstOf, shortName } from '../words/sentence.ts';

/** What one case lacks and has too many of, by the papers' names, against one national case. */
export interface ComponentDifference {
  national: CaseFacts;
  missing: string[];
  surplus: string[];
}

/** Remotes cut long names at the width of a column; what stands before the cut must agree. In characters. */
const longName = 200;
/** File names at the end of a paper's name are hardly longer. */
const longestFile = 100;
const formFile = /\.(?:docx?|xlsx?|pdf|rtf|odt|zip|rar|jpe?g|png|pptx?)\)?[\s;,.]*$/i;

/** A paper with what is needed to recognise it. */
interface Paper {
  name: string;
  code: string | undefined;
  key: string;
  long: boolean;
  /** The form's file name stands at the end of the name, sometimes glued to it. */
  endsInFile: boolean;
}

/**
 * Pairs a system's case with a national one and compares the sets of papers; numbers and order do not count.
 * Same name first; else the only one on each side; else the national case with the largest overlap. Where the system
 * keeps one case for several national ones, holding the papers of all of them is right too.
 * `undefined`: nothing to compare on the national side, or could not tell.
 */
export function compareComponents(
  local: CaseFacts,
  only: boolean,
  national: readonly CaseFacts[],
): ComponentDifference | undefined {
  const whole = only && national.length > 1;
  const named = sameName(local, national);
  const candidates = named.length > 0 ? named : national;
  // Papers we could not read may be the very ones held here.
  if ((whole ? national : candidates).some(each => each.components === undefined)) return undefined;
  // Word for word the same, as they nearly always are: nothing needs to be made comparable first.
  const identical = candidates.find(each => sameWords(local.components, each.components));
  if (identical) return { national: identical, missing: [], surplus: [] };
  const own = papersOf(local.components);
  if (whole) {
    const all = papersOf(national.flatMap(each => each.components ?? []));
    if (difference(own, all).overlap === 1) return undefined;
  }
  const [best] = candidates
    .filter(({ components }) => components && components.length > 0)
    .map(each => ({ national: each, ...difference(own, papersOf(each.components)) }))
    .sort((one, other) => other.overlap - one.overlap);
  return best;
}

function sameWords(own: CaseFacts['components'], expected: CaseFacts['components']): boolean {
  if (!own || !expected || own.length === 0 || own.length !== expected.length) return false;
  return own.every((one, at) => one.name === expected[at]!.name && one.code === expected[at]!.code);
}

function difference(own: Paper[], expected: Paper[]) {
  const missing = expected.filter(paper => !own.some(other => same(paper, other)));
  const surplus = own.filter(paper => !expected.some(other => same(paper, other)));
  const shared = expected.length - missing.length;
  const all = expected.length + surplus.length;
  return {
    missing: missing.map(({ name }) => cleanText(name)),
    surplus: surplus.map(({ name }) => cleanText(name)),
    overlap: all === 0 ? 1 : shared / all,
  };
}

function papersOf(components: readonly Component[] | null | undefined): Paper[] {
  const papers = new Map<string, Paper>();
  for (const { code, name } of components ?? []) {
    const key = textKey(name);
    const plainCode = code === undefined ? undefined : textKey(code) || undefined;
    papers.set(`${plainCode ?? ''} ${key}`, {
      name,
      code: plainCode,
      key,
      long: name.length >= longName,
      endsInFile: formFile.test(name),
    });
  }
  return [...papers.values()];
}

/** One paper under two spellings. A code settles it only when it agrees: systems also number papers on their own. */
function same(a: Paper, b: Paper): boolean {
  if (a.key === b.key || (a.code !== undefined && a.code === b.code)) return true;
  const [short, full] = a.key.length <= b.key.length ? [a, b] : [b, a];
  if (short.key === '') return false;
  // A tone mark may sit elsewhere in a syllable that was cut in the middle.
  if (short.long && full.key.startsWith(short.key.slice(0, -3))) return true;
  if (!full.endsInFile) return false;
  if (short.endsInFile) return withoutFile(short) === withoutFile(full);
  return full.key.startsWith(short.key) && full.key.length - short.key.length <= longestFile;
}

/** The last word is the file; what of a file name with spaces remains is the same on both sides or a difference. */
function withoutFile({ name }: Paper): string {
  return textKey(cleanText(name).replace(/(?<!\S)\S+$/, ''));
}

/** Of papers that differ, as many as a sentence names. */
export function firstPapers(names: readonly string[]): First<string> {
  const { first, more } = firstOf(names, 2);
  return { first: first.map(shortName), more };
}
