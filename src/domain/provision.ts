import { citationsOf } from './citation.ts';
import type { Place } from './law-places.ts';
import { type Mention, tokensOf } from './law-tokens.ts';
import { issuerOf, legalKindNames, legalKindOf } from './legal-number.ts';
import type { LegalBasis } from './procedure.ts';
import { cleanText } from './text.ts';

/** One place in one legal text, by its number in the usual form: điều, khoản, điểm, as far as they were named. */
export interface Provision extends Place {
  /** `123/2015/NĐ-CP` */
  number: string;
}

export interface ReadProvisions {
  /** Each once, in the order of the text. */
  provisions: Provision[];
  /** Law is named that is known only by a name or a short number, and nobody knows which it is; or an article of nobody knows what. */
  unresolved: boolean;
}

/** `123/2015/NĐ-CP/d7/k2/a`; what was not named is left out. */
export function provisionId({ number, article, clause, point }: Provision): string {
  return [
    number,
    ...(article === undefined ? [] : [`d${article}`]),
    ...(clause === undefined ? [] : [`k${clause}`]),
    ...(point === undefined ? [] : [point]),
  ].join('/');
}

/** "điểm a khoản 2 Điều 7 Nghị định số 123/2015/NĐ-CP". */
export function provisionText({
  number,
  article,
  clause,
  point,
}: { number: string } & { [Part in keyof Place]: string | null }): string {
  const kind = legalKindOf(number);
  return [
    point && `điểm ${point}`,
    clause && `khoản ${clause}`,
    article && `Điều ${article}`,
    kind && `${legalKindNames[kind]} số`,
    number,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Is a provision of law read in this text? By its name alone only with an article, since "luật" may mean anything. */
export function namesProvision(text: string): boolean {
  const citations = citationsOf(text) ?? [];
  return citations.some(
    ({ text: of, place }) =>
      of?.number !== undefined || of?.serial !== undefined || (of && place.article !== undefined),
  );
}

/** Finds the texts that names and short numbers mean. */
export type Resolve = (mention: Mention) => string | undefined;

/**
 * Every provision that a reason names.
 *
 * @param resolve Which text a name or a short number means; undefined where it might be several, or none.
 */
export function readProvisions(text: string, resolve: Resolve = () => undefined): ReadProvisions {
  const citations = citationsOf(text);
  if (!citations) return { provisions: [], unresolved: true };
  const found = new Map<string, Provision>();
  let unresolved = false;
  for (const { text: of, place } of citations) {
    const number = of && (of.number ?? resolve(of));
    if (number === undefined) unresolved = true;
    else {
      const provision = { number, ...place };
      found.set(provisionId(provision), provision);
    }
  }
  return { provisions: withoutWider([...found.values()]), unresolved };
}

/** A text named as a whole beside one of its articles says no more than the article does. */
function withoutWider(provisions: readonly Provision[]): Provision[] {
  const placed = new Set(provisions.filter(isPlaced).map(({ number }) => number));
  return provisions.filter(provision => isPlaced(provision) || !placed.has(provision.number));
}

function isPlaced({ article, clause, point }: Provision): boolean {
  return article !== undefined || clause !== undefined || point !== undefined;
}

/** A legal text with its number in the usual form. */
export interface KnownText {
  number: string;
  /** As the national record has it; the number where it has none. */
  name: string;
  issuer: string | null;
}

/** The texts that a legal basis of the national record names: one as a rule, several where rows were run together. */
export function textsOf({ number, name }: LegalBasis): KnownText[] {
  const own = numbersIn(number);
  // A row without a number has it in its name; the first there is its own, others belong to the title.
  const numbers = own.length > 0 ? own : numbersIn(name).slice(0, 1);
  const title = cleanText(name);
  return numbers.map(each => ({ number: each, name: title || each, issuer: issuerOf(each) }));
}

function numbersIn(text: string): string[] {
  const citations = citationsOf(text.slice(0, 500)) ?? [];
  return [...new Set(citations.flatMap(({ text: of }) => of?.number ?? []))];
}

/** What names and short numbers mean among the texts of one procedure, else among those of the city; never a guess. */
export function resolver(own: readonly KnownText[], city: readonly KnownText[]): Resolve {
  const near = lookUp(own);
  const far = lookUp(city);
  return mention => {
    const found = near(mention);
    const meant = found.length > 0 ? found : far(mention);
    return meant.length === 1 ? meant[0] : undefined;
  };
}

function lookUp(texts: readonly KnownText[]): (mention: Mention) => string[] {
  const numbers = [...new Set(texts.map(({ number }) => number))];
  const bySerial = Map.groupBy(numbers, number => number.split('/')[0]!);
  const named = texts.flatMap(({ number, name }) => {
    const key = lawName(number, name);
    return key === undefined ? [] : [{ number, key }];
  });
  return mention => {
    if (mention.serial !== undefined) {
      const { kind, year, issuer } = mention;
      return (bySerial.get(mention.serial) ?? []).filter(
        number =>
          (kind === undefined || legalKindOf(number) === kind) &&
          (year === undefined || number.split('/')[1] === year) &&
          (issuer === undefined || number.endsWith(issuer)),
      );
    }
    const { name, year } = mention;
    if (name === undefined) return [];
    const meant = named.filter(({ key }) => name === key || name.startsWith(`${key} `));
    const longest = Math.max(...meant.map(({ key }) => key.length));
    const best = meant.filter(({ key }) => key.length === longest).map(({ number }) => number);
    const ofYear = best.filter(number => year === undefined || number.split('/')[1] === year);
    return [...new Set(ofYear)];
  };
}

/** What a law or an ordinance is called, lower case without accents or signs, without "Luật"; undefined for other texts. */
function lawName(number: string, title: string): string | undefined {
  const kind = legalKindOf(number);
  if (kind !== 'law' && kind !== 'ordinance') return undefined;
  const words = tokensOf(title)
    .map(({ plain }) => plain)
    .filter(plain => /^[a-z0-9]/.test(plain));
  const key = words
    .join(' ')
    .replace(/^(?:bo luat|luat|phap lenh) /, '')
    .replace(/^so /, '')
    .replace(/^\d+ \d{4} (?:[a-z]+ )?(?:qh|ubtvqh) \d+ ?/, '')
    .replace(/^(?:cua )?(?:quoc hoi|uy ban thuong vu quoc hoi) ?/, '')
    .replace(/^(?:bo luat|luat|phap lenh)(?: (?!su$)|$)/, '')
    .split(/ (?:so \d|ngay \d|nam \d|\d{1,4} \d{4} )/)[0]!
    .replace(/ \d{4}$/, '');
  return key === '' || /^\d/.test(key) ? undefined : key;
}
