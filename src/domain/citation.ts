import {
  isRange,
  lettersBetween,
  numbersBetween,
  type Place,
  placeValueAt,
  type Unit,
  unitAt,
} from './law-places.ts';
import { kindAt, type Mention, numberAt, type Token, tokensOf } from './law-tokens.ts';
import { issuerNamed } from './legal-number.ts';
import { cleanText } from './text.ts';
import { longestJudged } from './text-limits.ts';

export type { Place };

/** A place in a legal text, as somebody wrote it; of none of its articles = the text as a whole. */
export interface Citation {
  /** Undefined: an article of nobody knows which text. */
  text: Mention | undefined;
  place: Place;
}

/** At most so many of one text: ranges are spread, and nobody means hundreds. */
const mostCitations = 300;

interface LawElement {
  what: 'law';
  mention: Mention;
  start: number;
  next: number;
  /** It stands in the title of another text, which is the one that is cited. */
  titleOf?: LawElement;
}
interface PlaceElement {
  what: 'place';
  unit: Unit;
  values: string[];
  start: number;
  next: number;
}
type Element = LawElement | PlaceElement;

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

function elementsOf(tokens: readonly Token[]): Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < tokens.length; ) {
    const element = formAt(tokens, at) ?? lawAt(tokens, at) ?? placeAt(tokens, at);
    if (element === undefined) at++;
    else {
      if (isElement(element)) elements.push(element);
      at = Math.max(element.next, at + 1);
    }
  }
  markTitles(elements, tokens);
  return elements;
}

function isElement(found: Element | { next: number }): found is Element {
  return 'what' in found;
}

/** "Mẫu số 01/2020/NĐ-CP": the number of a form. */
function formAt(tokens: readonly Token[], at: number): { next: number } | undefined {
  if (!/^(mau|bieu)$/.test(tokens[at]!.plain)) return undefined;
  let next = at + 1;
  while (/^(so|:|mau|to|khai)$/.test(tokens[next]?.plain ?? '')) next++;
  const number = numberAt(tokens, next, 'decision');
  return number && { next: number.next };
}

function lawAt(tokens: readonly Token[], at: number): LawElement | { next: number } | undefined {
  const named = kindAt(tokens, at);
  if (!named) {
    const number = numberAt(tokens, at);
    if (!number?.mention) return number && { next: number.next };
    return withTail(tokens, { what: 'law', mention: number.mention, start: at, next: number.next });
  }
  let digits = named.next;
  while (/^(so|:)$/.test(tokens[digits]?.plain ?? '')) digits++;
  const number = numberAt(tokens, digits, named.kind);
  if (number) {
    if (!number.mention) return { next: number.next };
    // "tt 12" may be anything; "TT 12" is a circular.
    const small = named.short && !/[\p{Lu}đ]/u.test(tokens[at]!.text);
    if (small && number.mention.year === undefined) return { next: number.next };
    const law: LawElement = { what: 'law', mention: number.mention, start: at, next: number.next };
    return withTail(tokens, law);
  }
  if (named.short || (named.kind !== 'law' && named.kind !== 'ordinance')) return undefined;
  return namedLaw(tokens, at, named.next, named.kind);
}

/** "Luật Hộ tịch", "Luật Đất đai năm 2013", "Luật Hộ tịch (Luật số 60/2014/QH13)". */
function namedLaw(
  tokens: readonly Token[],
  start: number,
  from: number,
  kind: 'law' | 'ordinance',
): LawElement | undefined {
  const words: string[] = [];
  let at = from;
  for (; at < tokens.length && words.length < 24; at++) {
    const { text, plain } = tokens[at]!;
    if (/^[^\p{L}]/u.test(text) && !/^[,–-]$/.test(text)) break;
    if (unitAt(tokens, at) !== undefined) break;
    // "năm 2013", "số 60/2014/QH13": not the words of "Sở hữu trí tuệ" or "Việt Nam".
    if (/^(nam|so|ngay)$/.test(plain) && /^[\d:]/.test(tokens[at + 1]?.text ?? '')) break;
    const other = at > from ? kindAt(tokens, at) : undefined;
    // "Luật sửa đổi, bổ sung một số điều của Luật Cư trú" is one name.
    if (other && !(words[0] === 'sua' && /^(cua|bo)$/.test(words.at(-1)!))) break;
    if (/^\p{L}/u.test(text)) words.push(plain);
  }
  if (words.length === 0) return undefined;
  const mention: Mention = { kind, name: words.join(' ') };
  // Where its number stands close behind, that says which it is.
  let behind = at;
  let year: string | undefined;
  let bracket = false;
  for (let steps = 0; steps < 14; steps++) {
    const token = tokens[behind];
    if (!token || (token.plain === 'luat' && !bracket)) break;
    bracket ||= token.text === '(';
    const number = numberAt(tokens, behind);
    if (number?.mention?.number !== undefined && /\/(QH|UBTVQH|PL)/.test(number.mention.number)) {
      const numbered: Mention = { ...mention, ...number.mention };
      const next = tokens[number.next]?.text === ')' ? number.next + 1 : number.next;
      return withTail(tokens, { what: 'law', mention: numbered, start, next });
    }
    if (/^(19|20)\d\d$/.test(token.text)) year ??= token.text;
    else if (!/^(nam|so|ngay|thang|luat|,|\(|\/|:|\d{1,2})$/.test(token.plain)) break;
    behind++;
  }
  if (year === undefined) return { what: 'law', mention, start, next: trimmed(tokens, from, at) };
  let next = at;
  while (next < tokens.length && tokens[next]!.text !== year) next++;
  return { what: 'law', mention: { ...mention, year }, start, next: next + 1 };
}

/** The end of a name without what only joins it to what follows. */
function trimmed(tokens: readonly Token[], from: number, end: number): number {
  let next = end;
  while (next > from + 1 && isJoin(tokens[next - 1]!)) next--;
  return next;
}

/** "ngày 15/11/2015 của Chính phủ": the day, and who issued it, belong to the number. */
function withTail(tokens: readonly Token[], law: LawElement): LawElement {
  let at = law.next;
  const skip = (pattern: RegExp) => {
    const found = pattern.test(tokens[at]?.plain ?? '');
    if (found) at++;
    return found;
  };
  let { mention, next } = law;
  skip(/^,$/);
  if (skip(/^ngay$/)) {
    let steps = 0;
    while (steps++ < 8 && /^(\d{1,4}|\/|-|\.|thang|nam|\d{1,2}\.\d{1,2})$/.test(tokens[at]?.plain ?? '')) {
      const { text } = tokens[at++]!;
      if (/^(19|20)\d\d$/.test(text)) {
        mention = withYear(mention, text);
        next = at;
        break;
      }
    }
  } else if (skip(/^nam$/) && /^(19|20)\d\d$/.test(tokens[at]?.text ?? '')) {
    mention = withYear(mention, tokens[at]!.text);
    next = ++at;
  }
  at = next;
  skip(/^,$/);
  if (skip(/^cua$/)) {
    const office = /^(bo truong|thong doc|chanh an|vien truong|chu nhiem)$/;
    while (office.test(`${tokens[at]?.plain} ${tokens[at + 1]?.plain}`) || tokens[at]?.text === ',') {
      at += tokens[at]!.text === ',' ? 1 : 2;
    }
    const words = tokens.slice(at, at + 16).map(({ plain }) => plain);
    const body = issuerNamed(words.join(' ').replace(/[^a-z]+/g, ' '));
    if (body) {
      if (mention.number === undefined) mention = { ...mention, issuer: body.letters };
      for (let left = body.words; left > 0; at++) if (/^[a-z]/.test(tokens[at]?.plain ?? 'a')) left--;
      next = at;
    }
  }
  return { ...law, mention: whole(mention), next };
}

function withYear(mention: Mention, year: string): Mention {
  return mention.number === undefined && mention.year === undefined ? { ...mention, year } : mention;
}

/** Decrees are all of one body, so that their serial and year are the whole number. */
function whole(mention: Mention): Mention {
  const { number, kind, serial, year, issuer } = mention;
  if (number !== undefined || serial === undefined || year === undefined) return mention;
  if (kind === 'decree') return { ...mention, number: `${serial}/${year}/NĐ-CP` };
  if (kind === 'circular' && issuer !== undefined)
    return { ...mention, number: `${serial}/${year}/TT-${issuer}` };
  if (kind === 'decision' && issuer === 'TTg') return { ...mention, number: `${serial}/${year}/QĐ-TTg` };
  return mention;
}

function placeAt(tokens: readonly Token[], at: number): PlaceElement | undefined {
  const unit = unitAt(tokens, at);
  if (!unit) return undefined;
  const values: string[] = [];
  let next = unit.next;
  let value = placeValueAt(tokens, next, unit.unit);
  if (!value) return undefined;
  for (;;) {
    values.push(value.value);
    next = value.next;
    const ranged = isRange(tokens, next);
    let following = ranged ?? listJoin(tokens, next);
    if (following === undefined) break;
    // "Điều 7 đến Điều 9".
    const again = unitAt(tokens, following);
    if (again) {
      if (again.unit !== unit.unit || ranged === undefined) break;
      following = again.next;
    }
    const other = placeValueAt(tokens, following, unit.unit);
    if (!other || (!again && countsSomething(tokens, following, other.next))) break;
    if (ranged !== undefined) {
      const between = unit.unit === 'point' ? lettersBetween : numbersBetween;
      values.push(...between(value.value, other.value));
    }
    value = other;
  }
  return { what: 'place', unit: unit.unit, values, start: at, next };
}

/** A comma, "và", "hoặc", a semicolon: what stands between two values of one list. */
function listJoin(tokens: readonly Token[], at: number): number | undefined {
  let next = at;
  while (next < at + 2 && /^(,|;|va|hoac|&|\+)$/.test(tokens[next]?.plain ?? '')) next++;
  return next === at ? undefined : next;
}

/** "Điều 7, 02 bản chính", "Điều 7, 15/11/2015": a number of something else. */
function countsSomething(tokens: readonly Token[], at: number, next: number): boolean {
  const after = tokens[next];
  return (
    /^0\d/.test(tokens[at]!.text) ||
    after?.text === '/' ||
    /^(ban|bo|ngay|thang|nam|gio|nguoi|lan|loai|truong|thanh|don|to|trang|trieu|ty|dong|phan|%|cm|km|m2)$/.test(
      after?.plain ?? '',
    )
  );
}

const joins =
  /^(,|;|:|\(|\)|\/|-|–|\.|va|hoac|cua|tai|thuoc|o|trong|theo|quy|dinh|cac|nhung|tu|"|“|”|'|cung|tung|duoc|nhu|neu)$/;
const isJoin = ({ plain }: Token) => joins.test(plain);

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
function runsOf(elements: readonly Element[], tokens: readonly Token[]): PlaceElement[][] {
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
  elements: readonly Element[],
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

/** Names in a title ("quy định chi tiết thi hành Luật Hộ tịch") say what the text is about, not what is cited. */
function markTitles(elements: readonly Element[], tokens: readonly Token[]): void {
  for (const [index, element] of elements.entries()) {
    const owner = elements[index - 1];
    if (element.what !== 'law' || owner?.what !== 'law') continue;
    const between = tokens.slice(owner.next, element.start).map(({ plain }) => plain);
    if (between.length > 40) continue;
    const title = between.join(' ');
    const about = /^(?:, |: )?(?:quy dinh chi tiet|huong dan|quy dinh|ve|chi tiet)(?: |$)/.test(title);
    const leads = /(?:thi hanh|chi tiet|huong dan|mot so dieu|cua|bien phap)$/.test(title);
    const joined = /^(va|,)$/.test(title) && owner.titleOf !== undefined;
    // "Luật số 35/2024/QH15 của Quốc hội: Luật Đường bộ" is one law.
    const called =
      /^[:–-]$/.test(title) && owner.mention.number !== undefined && element.mention.number === undefined;
    if (/[.;]/.test(title) || /sua doi|bo sung|thay the|bai bo|phai |yeu cau/.test(title)) continue;
    if ((about && leads) || joined || called) element.titleOf = owner.titleOf ?? owner;
  }
}
