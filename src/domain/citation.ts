import { elementsOf, isJoin, type LawElement, type LegalElement, type PlaceElement } from './law-elements.ts';
import type { Place } from './law-places.ts';
import { type Mention, type Token, tokensOf } from './law-tokens.ts';
import { cleanText } from './text.ts';
import { longestJudged } from './text-limits.ts';

/** A place in a legal text, as somebody wrote it; of none of its articles = the text as a whole. */
export interface Citation {
  /** Undefined: an article of nobody knows which text. */
  text: Mention | undefined;
  place: Place;
}

/** At most so many of one text: ranges are spread, and nobody means hundreds. */
const mostCitations = 300;

/**
 * Every provision that a text names, in the ways people write them; undefined where the text is longer than any that is
 * judged. The time it takes grows with the text's length and no faster.
 */
export function citationsOf(written: string): Citation[] | undefined {
  if (written.length > longestJudged) return undefined;
  const tokens = tokensOf(cleanText(written));
  const elements = elementsOf(tokens);
  const laws = elements.filter(element => element.what === 'law');
  const runs = runsOf(elements, tokens);
  const found: Citation[] = [];
  const placed = new Set<LawElement>();
  for (const run of runs) {
    const law = lawOf(run, elements, tokens, laws);
    if (law) placed.add(law);
    // "theo Phụ lục II" of nothing is no law.
    const places = placesOf(run, tokens).filter(place => law || place.article !== undefined);
    for (const place of places) found.push({ text: law?.mention, place });
  }
  for (const law of laws)
    if (!placed.has(law) && law.titleOf === undefined) found.push({ text: law.mention, place: {} });
  return found.slice(0, mostCitations);
}

/** How loosely two elements hang together: 0 nothing between, 1 a comma, 2 "và" or ";", 3 a full stop, 9 other words. */
function gap(tokens: readonly Token[], from: number, to: number): number {
  let loosest = 0;
  for (let at = from; at < to; at++) {
    const token = tokens[at]!;
    if (!isJoin(token)) return 9;
    if (token.plain === 'duoc') return 9;
    const loose =
      token.text === '.' ? 3 : /^(;|va|hoac|cung)$/.test(token.plain) ? 2 : token.text === ',' ? 1 : 0;
    loosest = Math.max(loosest, loose);
  }
  return loosest;
}

/** Places that follow each other with nothing but joins between them. */
function runsOf(elements: readonly LegalElement[], tokens: readonly Token[]): PlaceElement[][] {
  const runs: PlaceElement[][] = [];
  for (const [index, element] of elements.entries()) {
    if (element.what === 'law') continue;
    const before = elements[index - 1];
    const joined = before?.what === 'place' && gap(tokens, before.next, element.start) < 9;
    if (joined) runs.at(-1)!.push(element);
    else runs.push([element]);
  }
  return runs;
}

/** The text that a run of places is of: the one it touches; else the only one there is. */
function lawOf(
  run: readonly PlaceElement[],
  elements: readonly LegalElement[],
  tokens: readonly Token[],
  laws: readonly LawElement[],
): LawElement | undefined {
  const before = elements[elements.indexOf(run[0]!) - 1];
  const after = elements[elements.indexOf(run.at(-1)!) + 1];
  const ahead = after?.what === 'law' ? gap(tokens, run.at(-1)!.next, after.start) : 9;
  const behind = before?.what === 'law' ? gap(tokens, before.next, run[0]!.start) : 9;
  const touching = ahead <= behind ? (ahead < 9 ? after : undefined) : before;
  if (touching?.what === 'law') return touching.titleOf ?? touching;
  const own = laws.filter(({ titleOf }) => titleOf === undefined);
  return own.length === 1 ? own[0] : undefined;
}

/** The provisions of a run: "điểm a khoản 1 và điểm b khoản 2 Điều 7", from the small to the large or the other way. */
function placesOf(run: readonly PlaceElement[], tokens: readonly Token[]): Place[] {
  const named = run.filter(({ unit }) => unit !== 'whole');
  const articles = named.filter(({ unit }) => unit === 'article');
  // Without an article, what stands below a chapter or an annex is counted there.
  if (named.length === 0 || (articles.length === 0 && named.length < run.length)) return [{}];
  if (articles.length === 0) return spread(undefined, named);
  const owners = new Map<PlaceElement, PlaceElement[]>(articles.map(article => [article, []]));
  const downward = named[0]!.unit === 'article' && named.at(-1)!.unit !== 'article';
  for (const element of named) {
    if (element.unit === 'article') continue;
    const at = named.indexOf(element);
    const before = named.findLastIndex(({ unit }, index) => index < at && unit === 'article');
    const after = named.findIndex(({ unit }, index) => index > at && unit === 'article');
    owners.get(named[owner(before, after, at)]!)!.push(element);
  }
  return articles.flatMap(article => {
    const own = owners.get(article)!;
    const upward = own.length > 0 && own[0]!.start < article.start;
    // "khoản 2 Điều 7, 8": the clause is of the article it stands beside.
    const beside = upward ? 0 : article.values.length - 1;
    return article.values.flatMap((value, index) => spread(value, index === beside ? own : []));
  });

  function owner(before: number, after: number, at: number): number {
    if (before < 0) return after;
    if (after < 0) return before;
    if (downward) return before;
    const loose = (from: number, to: number) => {
      let loosest = 0;
      for (let index = from; index < to; index++)
        loosest = Math.max(loosest, gap(tokens, named[index]!.next, named[index + 1]!.start));
      return loosest;
    };
    return loose(before, at) < loose(at, after) ? before : after;
  }
}

/** Clauses and points of one article. Points belong to the clause after them, or before them where it came first. */
function spread(article: string | undefined, parts: readonly PlaceElement[]): Place[] {
  const own = { ...(article !== undefined && { article }) };
  const clauses = parts.filter(({ unit }) => unit === 'clause');
  const points = parts.filter(({ unit }) => unit === 'point');
  if (clauses.length === 0)
    return points.length === 0
      ? [own]
      : points.flatMap(({ values }) => values.map(point => ({ ...own, point })));
  const upward = parts[0]!.unit === 'point';
  const ofClause = new Map<PlaceElement, string[]>(clauses.map(clause => [clause, []]));
  for (const point of points) {
    const after = clauses.find(({ start }) => start > point.start);
    const before = clauses.findLast(({ start }) => start < point.start);
    const clause = upward ? (after ?? before)! : (before ?? after)!;
    ofClause.get(clause)!.push(...point.values);
  }
  return clauses.flatMap(clause =>
    clause.values.flatMap((value, index): Place[] => {
      const letters = ofClause.get(clause)!;
      // "điểm a khoản 1, 2": the point is of the clause it stands beside.
      const beside = upward ? index === 0 : index === clause.values.length - 1;
      return letters.length === 0 || !beside
        ? [{ ...own, clause: value }]
        : letters.map(point => ({ ...own, clause: value, point }));
    }),
  );
}
