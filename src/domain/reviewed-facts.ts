import { sortedOnce } from './canonical.ts';
import { given } from './given.ts';
import type { Known } from './known.ts';
import type { CaseFacts, ProcedureFacts } from './procedure.ts';
import { textKey } from './text.ts';

/** What of the national record a review spoke about. */
export const reviewedParts = ['decision', 'legal', 'papers', 'fee', 'time', 'tiers'] as const;
export type ReviewedPart = (typeof reviewedParts)[number];

/** Each part as sorted texts, readable as they stand; one that is missing could not be told. */
export type ReviewedFacts = Partial<Record<ReviewedPart, string[]>>;

/** A part that is another one now. */
export interface ChangedPart {
  what: ReviewedPart;
  before: string[];
  after: string[];
}

/** What a list speaks about, of a national record whose details were read. */
export function reviewedFacts(facts: ProcedureFacts, cases: readonly CaseFacts[] | undefined): ReviewedFacts {
  const { decision, legalBases, fees, deadlines, tiers } = facts;
  const papers = cases?.every(({ components }) => components !== undefined)
    ? cases.flatMap(({ components }) => components ?? [])
    : undefined;
  return given({
    decision: told(typeof decision === 'string' ? [decision] : decision, numberOf),
    legal: told(legalBases, ({ number, name }) => number || name),
    papers: told(
      papers,
      ({ name, originals, copies }) =>
        `${plain(name)} (bản chính ${originals ?? '–'}, bản sao ${copies ?? '–'})`,
    ),
    fee: told(fees, ({ channel, amount, text }) => [channel ?? '', amount ?? text].join(' ').trim()),
    time: told(deadlines, ({ channel, amount, unit, text }) =>
      [channel ?? '', amount === undefined ? text : `${amount} ${unit ?? ''}`].join(' ').trim(),
    ),
    tiers: told(tiers, tier => tier),
  });
}

function told<Value>(values: Known<Value[]>, words: (value: Value) => string): string[] | undefined {
  return values === undefined ? undefined : sortedOnce((values ?? []).map(value => plain(words(value))));
}

/** Parts told both times that differ; order, white space, HTML, letter case and Unicode form make no difference. */
export function changedParts(before: ReviewedFacts, after: ReviewedFacts): ChangedPart[] {
  return reviewedParts.flatMap((what): ChangedPart[] => {
    const [was, is] = [before[what], after[what]];
    if (!was || !is || keyOf(was) === keyOf(is)) return [];
    return [{ what, before: was, after: is }];
  });
}

function keyOf(texts: readonly string[]): string {
  return JSON.stringify(sortedOnce(texts.map(textKey)));
}

/** The number of a decision, without the words around it. */
function numberOf(decision: string): string {
  return /\d[^\s/]{0,10}\/[^\s,;]{1,40}/u.exec(plain(decision))?.[0] ?? decision;
}

/** Without tags and what stands for signs in HTML. */
function plain(text: string): string {
  return text
    .replace(/<[^<>]{0,500}>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim();
}
