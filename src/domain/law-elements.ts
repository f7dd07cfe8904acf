import { type Places, placesAt, unitAt } from './law-places.ts';
import { kindAt, type Mention, numberAt, type Token } from './law-tokens.ts';
import { issuerNamed } from './legal-number.ts';

/** A legal text that is named: its tokens are those from `start` to before `next`. */
export interface LawElement {
  what: 'law';
  mention: Mention;
  start: number;
  next: number;
  /** It stands in the title of another text, which is the one that is cited. */
  titleOf?: LawElement;
}
/** "khoản 1, 2": places of one kind; whose they are is not said yet. */
export interface PlaceElement extends Places {
  what: 'place';
  start: number;
}
export type LegalElement = LawElement | PlaceElement;

/** What a text names, in its order: legal texts and places in them. */
export function elementsOf(tokens: readonly Token[]): LegalElement[] {
  const elements: LegalElement[] = [];
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

function isElement(found: LegalElement | { next: number }): found is LegalElement {
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

function placeAt(tokens: readonly Token[], start: number): PlaceElement | undefined {
  const places = placesAt(tokens, start);
  return places && { what: 'place', start, ...places };
}

const joins =
  /^(,|;|:|\(|\)|\/|-|–|\.|va|hoac|cua|tai|thuoc|o|trong|theo|quy|dinh|cac|nhung|tu|"|“|”|'|cung|tung|duoc|nhu|neu)$/;
/** A word or sign that only joins what stands on both sides of it. */
export const isJoin = ({ plain }: Token) => joins.test(plain);

/** Names in a title ("quy định chi tiết thi hành Luật Hộ tịch") say what the text is about, not what is cited. */
function markTitles(elements: readonly LegalElement[], tokens: readonly Token[]): void {
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
