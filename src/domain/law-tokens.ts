import {
  isIssuer,
  type LegalKind,
  legalKindNames,
  plainLetters,
  type Suffix,
  usualSerial,
  usualSuffix,
} from './legal-number.ts';
import { withoutAccents } from './text.ts';

/** A word, a number or a sign of a text about law. */
export interface Token {
  text: string;
  /** Lower case, without accents. */
  plain: string;
  /** Something that shows nothing stands before it. */
  spaced: boolean;
}

export function tokensOf(text: string): Token[] {
  let end = 0;
  return [...text.matchAll(/(?<=QH)\d{1,2}(?!\d)|\d+(?:\.\d+)?|\p{L}+|[^\s\p{L}\d]/gu)].map(
    ({ 0: word, index }) => {
      const spaced = index > end;
      end = index + word.length;
      return { text: word, plain: withoutAccents(word).toLowerCase(), spaced };
    },
  );
}

/** A legal text as it is written: by its whole number, by a part of it, or by its name. */
export interface Mention {
  /** In its usual form: `123/2015/NĐ-CP`. */
  number?: string;
  kind?: LegalKind;
  /** "NĐ 123", "Thông tư 01/2022". */
  serial?: string;
  year?: string;
  /** Letters of the body it is said to be of. */
  issuer?: string;
  /** Words after "Luật", lower case without accents, until something else begins; the name is their beginning. */
  name?: string;
}

export interface ReadNumber {
  /** First token after it. */
  next: number;
  /** Absent: the number of something that is no legal text. */
  mention?: Mention;
}

const dashes = /^[-–—‐−]$/;
const isDigits = (token: Token | undefined, longest: number) =>
  token !== undefined && /^\d+$/.test(token.text) && token.text.length <= longest;
const isYear = (token: Token | undefined) => isDigits(token, 4) && /^(19|20)\d\d$/.test(token!.text);
const isSign = (token: Token | undefined, sign: string) => token?.text === sign;
const isWord = (token: Token | undefined) => token !== undefined && /^\p{L}+$/u.test(token.text);

/**
 * The number of a text at this token, whole or in part; undefined where none stands there.
 *
 * @param kind What the words before it say it is ("nghị định số"); without one only a whole number counts.
 */
export function numberAt(tokens: readonly Token[], at: number, kind?: LegalKind): ReadNumber | undefined {
  const first = tokens[at];
  if (!first || !/^\d{1,4}(?:\.\d{1,2})?$/.test(first.text)) return undefined;
  // The rest of a day or of another number: "15/11/2015 NĐ 123".
  if (isSign(tokens[at - 1], '/') && /^\d/.test(tokens[at - 2]?.text ?? '')) return undefined;
  const separator = tokens[at + 1];
  const separated = isSign(separator, '/') || (separator !== undefined && dashes.test(separator.text));
  if (
    separated &&
    isDigits(tokens[at + 2], 2) &&
    isSign(tokens[at + 3], '/') &&
    isDigits(tokens[at + 4], 4)
  ) {
    return undefined; // a day
  }
  let next = at + 1;
  let year: string | undefined;
  if (separated && isYear(tokens[at + 2])) {
    year = tokens[at + 2]!.text;
    next = at + 3;
  }
  const slash = tokens[next];
  const joined = slash !== undefined && (isSign(slash, '/') || dashes.test(slash.text));
  const from = joined ? next + 1 : next;
  const suffix = isWord(tokens[from]) && (joined || year !== undefined) ? suffixAt(tokens, from) : undefined;
  const serial = usualSerial(first.text);
  const usual = suffix && usualSuffix(suffix.read);
  if (usual) {
    const known = { kind: usual.kind, serial, ...(year !== undefined && { year }) };
    if (year !== undefined)
      return { next: suffix.next, mention: { ...known, number: `${serial}/${year}/${usual.suffix}` } };
    // Decisions and resolutions without a year are no legal texts; of a decree the day may tell the year.
    if (usual.kind === 'decree' || usual.kind === 'circular') {
      const issuer = usual.suffix.split('-').at(-1)!;
      return { next: suffix.next, mention: { ...known, issuer } };
    }
    return { next: suffix.next };
  }
  if (kind === undefined) {
    const other = joined && suffix && /^\p{Lu}{2,}$/u.test(suffix.read.parts[0]!);
    return other ? { next: suffix.next } : undefined;
  }
  // Letters that no legal text has: whatever was said before, it is another paper.
  const other = isSign(slash, '/') && suffix !== undefined && otherPapers.test(suffix.read.parts[0]!);
  if (joined && suffix && (year === undefined || other)) return { next: suffix.next };
  if (kind === 'decision' || kind === 'resolution') return year === undefined ? { next } : short();
  return short();

  function short(): ReadNumber {
    return { next, mention: { kind: kind!, serial, ...(year !== undefined && { year }) } };
  }
}

/** Plans, notices, reports, official letters, guidance, directives, proposals, programmes. */
const otherPapers = /^(KH|TB|BC|CV|HD|CT|TTR|CTR)$/i;

/** `NĐ-CP`, `NĐ - CP`, `TTLT/BTP-BCA`, `TTLT-BTP & BCA`, `QH13`, `PL-UBTVQH11`. */
function suffixAt(tokens: readonly Token[], at: number): { read: Suffix; next: number } {
  const parts = [tokens[at]!.text];
  let next = at + 1;
  const joint = /^(TTLT|PL)$/.test(plainLetters(parts[0]!));
  for (;;) {
    const sign = tokens[next];
    const word = tokens[next + 1];
    if (!sign || !isWord(word)) break;
    // "BLĐTBXH - Hướng dẫn": a dash between two words of a sentence, and no further part.
    if (parts.length > 1 && sign.spaced && word!.spaced && /\p{Ll}{2}/u.test(word!.text)) break;
    // Between two bodies; inside the letters of one ("BVHTT&DL") no space is written.
    const second = joint && isSign(sign, '&') && isIssuer(parts.at(-1)!) && isIssuer(word!.text);
    const inside = isSign(sign, '&') && !second && !word!.spaced;
    if (!dashes.test(sign.text) && !(isSign(sign, '/') && joint) && !second && !inside) break;
    if (inside) parts[parts.length - 1] += word!.text;
    else parts.push(word!.text);
    next += 2;
  }
  // "TT BTP": the dash was forgotten.
  const forgotten = tokens[next];
  if (parts.length === 1 && /^(TT|ND|NQ)$/.test(plainLetters(parts[0]!)) && forgotten && isWord(forgotten)) {
    if (/^\p{Lu}{2,}$/u.test(forgotten.text)) {
      parts.push(forgotten.text);
      next++;
    }
  }
  const term = tokens[next];
  if (term && !term.spaced && isDigits(term, 2) && /QH$/i.test(parts.at(-1)!))
    return { read: { parts, term: String(Number(term.text)) }, next: next + 1 };
  return { read: { parts }, next };
}

/** What words name a kind of legal text, longest first. */
const kindWords: readonly (readonly [string, LegalKind])[] = [
  ...Object.entries(legalKindNames)
    .map(([kind, name]) => [withoutAccents(name).toLowerCase(), kind as LegalKind] as const)
    .sort(([a], [b]) => b.length - a.length),
  ['bo luat', 'law'],
];
/** Short ones count only before a number. */
const shortWords: Record<string, LegalKind> = {
  nd: 'decree',
  tt: 'circular',
  ttlt: 'joint-circular',
  nq: 'resolution',
  qd: 'decision',
};

/** The kind of text that words at this token name, with how many tokens; `short` = by its letters. */
export function kindAt(
  tokens: readonly Token[],
  at: number,
): { kind: LegalKind; next: number; short: boolean } | undefined {
  for (const [words, kind] of kindWords) {
    const own = words.split(' ');
    if (!own.every((word, index) => tokens[at + index]?.plain === word)) continue;
    if (kind === 'law' && noLaw(tokens, at, at + own.length)) return undefined;
    return { kind, next: at + own.length, short: false };
  }
  const plain = tokens[at]!.plain;
  const kind = Object.hasOwn(shortWords, plain) ? shortWords[plain] : undefined;
  if (kind === undefined) return undefined;
  // "NĐ-CP số 123/2015".
  const issuer = dashes.test(tokens[at + 1]?.text ?? '') && isWord(tokens[at + 2]);
  return { kind, next: at + (issuer ? 3 : 1), short: true };
}

/** "pháp luật", "kỷ luật", "luật sư", "luật định", "luật này", "luật hiện hành". */
function noLaw(tokens: readonly Token[], at: number, next: number): boolean {
  const before = tokens[at - 1]?.plain ?? '';
  const after = tokens[next]?.text.toLowerCase() ?? '';
  if (/^(phap|ky|quy)$/.test(before)) return true;
  if (/^(định|dinh|lệ|này|nay|đó|hiện|hien|pháp|phap|chuyên|khác|khac|gia|tục)$/.test(after)) return true;
  return /^(sư|su)$/.test(after) && before !== 'luat';
}
