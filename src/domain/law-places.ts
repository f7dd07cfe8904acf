import type { Token } from './law-tokens.ts';

/** Where in a legal text: điều, khoản, điểm; what was not named is left out. */
export interface Place {
  /** `7`, `7a` */
  article?: string;
  clause?: string;
  point?: string;
}

/** `whole`: chapter, section, annex: the text as a whole. */
export type Unit = 'article' | 'clause' | 'point' | 'whole';

/** Values of one unit, with the first token behind them. */
export interface Places {
  unit: Unit;
  values: string[];
  next: number;
}

const units: Record<string, Unit> = {
  dieu: 'article',
  khoan: 'clause',
  diem: 'point',
  muc: 'whole',
  chuong: 'whole',
};
/** Only before a number: "Đ7", "k.2". */
const shortUnits: Record<string, Unit> = { đ: 'article', k: 'clause' };

/** The letters of points, in their order. */
const letters = [...'abcdđeghiklmnopqrstuvxy'];

/** Places of one kind in a row: "khoản 1, 2 và 5", "Điều 7 đến Điều 9" with what lies between. */
export function placesAt(tokens: readonly Token[], at: number): Places | undefined {
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
    if (ranged !== undefined) values.push(...between(unit.unit, value.value, other.value));
    value = other;
  }
  return { unit: unit.unit, values, next };
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

/** The word for a unit at this token, where a value follows. */
export function unitAt(tokens: readonly Token[], at: number): { unit: Unit; next: number } | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  if (token.plain === 'phu' && tokens[at + 1]?.plain === 'luc') return { unit: 'whole', next: at + 2 };
  const unit = Object.hasOwn(units, token.plain) ? units[token.plain] : undefined;
  const value = (next: number) => placeValueAt(tokens, next, unit!) !== undefined;
  if (unit !== undefined) {
    const next = /^[.:]$/.test(tokens[at + 1]?.text ?? '') ? at + 2 : at + 1;
    return value(next) ? { unit, next } : undefined;
  }
  const lower = token.text.toLowerCase();
  // "k2 d7": without its bar only beside a clause.
  const beside = [at - 3, at - 2, at + 2, at + 3].some(other => tokens[other]?.plain === 'k');
  const letter = lower === 'd' && beside ? 'đ' : lower;
  const short = Object.hasOwn(shortUnits, letter) ? shortUnits[letter] : undefined;
  if (short === undefined) return undefined;
  const next = tokens[at + 1]?.text === '.' ? at + 2 : at + 1;
  const digits = tokens[next];
  const glued = digits !== undefined && (!digits.spaced || next > at + 1) && /^\d{1,3}$/.test(digits.text);
  return glued ? { unit: short, next } : undefined;
}

/** `7`, `7a`; a letter of a point, in quotes or before a bracket; any numeral of a chapter. */
function placeValueAt(
  tokens: readonly Token[],
  at: number,
  unit: Unit,
): { value: string; next: number } | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  if (unit === 'point') return pointAt(tokens, at);
  if (unit === 'whole')
    return /^(\d{1,3}|[IVXLC]{1,6}|[a-z])$/iu.test(token.text)
      ? { value: token.text, next: at + 1 }
      : undefined;
  // "Điều 14.1": what stands after the stop has no name.
  if (!/^\d{1,3}(?:\.\d{1,2})?$/.test(token.text)) return undefined;
  const number = String(Math.trunc(Number(token.text)));
  const letter = tokens[at + 1];
  const after = tokens[at + 2];
  // "K2Đ7": what follows at once is the next place.
  const glued = after !== undefined && !after.spaced && /^\d/.test(after.text);
  if (
    letter &&
    !letter.spaced &&
    !glued &&
    /^[a-zđ]$/iu.test(letter.text) &&
    !/^[/-]$/.test(after?.text ?? '')
  )
    return { value: number + letter.text.toLowerCase(), next: at + 2 };
  return { value: number, next: at + 1 };
}

function pointAt(tokens: readonly Token[], at: number): { value: string; next: number } | undefined {
  const quoted = /^["“'‘]$/.test(tokens[at]?.text ?? '');
  const letter = tokens[quoted ? at + 1 : at];
  if (!letter || !/^[a-zđ]$/iu.test(letter.text)) return undefined;
  let next = (quoted ? at + 1 : at) + 1;
  let value = letter.text.toLowerCase();
  const digit = tokens[next];
  if (digit && !digit.spaced && /^\d$/.test(digit.text)) {
    value += digit.text;
    next++;
  }
  if (quoted && /^["”'’]$/.test(tokens[next]?.text ?? '')) next++;
  // "c(i)": the smallest unit has no name of its own.
  if (tokens[next]?.text === '(' && !tokens[next]!.spaced && tokens[next + 2]?.text === ')') next += 3;
  else if (tokens[next]?.text === ')' && !tokens[next]!.spaced) next++;
  return { value, next };
}

/** Where a range goes on: "đến", "tới", a dash between two values. */
function isRange(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  if (/^(den|toi)$/.test(token.plain)) return /^het$/.test(tokens[at + 1]?.plain ?? '') ? at + 2 : at + 1;
  return /^[-–—]$/.test(token.text) ? at + 1 : undefined;
}

/** What lies between two values; nothing where they are none of a row, or too far apart. */
function between(unit: Unit, from: string, to: string): string[] {
  if (unit === 'point') {
    const [first, last] = [letters.indexOf(from), letters.indexOf(to)];
    return first < 0 || last < 0 ? [] : letters.slice(first + 1, last);
  }
  const first = Number(from) + 1;
  const length = Number(to) - first;
  return length < 100 ? Array.from({ length }, (_, index) => String(first + index)) : [];
}
