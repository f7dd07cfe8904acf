import type { ReviewList } from '../../domain/review.ts';
import { textKey, withoutAccents } from '../../domain/text.ts';

/** What a column of a list is about. */
export type Role =
  | 'number'
  | 'code'
  | 'name'
  | 'technical'
  | 'legal'
  /** "Đủ điều kiện" without saying on which ground. */
  | 'overall'
  /** Lý do, nguyên nhân: belongs to whichever ground is in the way. */
  | 'reason'
  /** Cơ quan thực hiện: whose row it is. */
  | 'agency';

/** Key of a header or title: without accents, short forms written out. */
function headerKey(text: string): string {
  return withoutAccents(textKey(text))
    .replace(/\b(dk)\b/g, 'dieu kien')
    .replace(/\b(md)\b/g, 'muc do')
    .replace(/\b(pl)(?=\b|\d|i)/g, 'phu luc ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** First that fits. Headers are a few words; a sentence is not one. */
const roles: [Role, RegExp][] = [
  ['number', /^(stt|tt|so tt|so thu tu|s t t|no)$/],
  ['code', /^(ma|ma so|so ho so)\b|\bma (so )?(tthc|dvc|thu tuc|dich vu)/],
  [
    'name',
    /^ten\b|\bten (thu tuc|tthc|dich vu|dvc)|^(thu tuc|thu tuc hanh chinh|tthc|dich vu cong)$|^noi dung/,
  ],
  ['technical', /ky thuat|ki thuat|dieu kien cua (don vi|co quan)/],
  ['legal', /phap luat|phap ly|phap li|quy dinh/],
  ['agency', /^(co quan|don vi)\b/],
  ['reason', /^(ly do|li do|nguyen nhan|giai trinh)/],
  ['overall', /(^| )(khong |chua )?(du|dat|dap ung) dieu kien/],
];
const longestHeader = 160;

export function roleOf(text: string): Role | undefined {
  if (text === '' || text.length > longestHeader) return undefined;
  const key = headerKey(text);
  return roles.find(([, pattern]) => pattern.test(key))?.[0];
}

const one = '(?:i|1|01|l|mot)';
const two = '(?:ii|2|02|il|li|ll|hai)';
const annex = (number: string) => new RegExp(`phu luc (?:so )?${number}(?![a-z0-9])`);
const annexOne = annex(one);
const annexTwo = annex(two);
const negative = /(khong|chua) (co )?(du|dat|dap ung|nang|the nang|dam bao|bao dam)( dieu kien)?\b/;
const positive = /du dieu kien|nang( len)?( thanh)? (dich vu|dvc|muc)|nang dich vu cong|nang len muc/;
const online = [
  /\b(da|dang)( duoc)? (thuc hien|cung cap|trien khai|cong bo|nang|dat|o)\b/,
  /muc do 4|muc do bon|muc 4|toan trinh/,
];

/** Whether each pattern is found behind the one before. Not one pattern with `.*`: from each beginning that searches on to the end. */
function follow(key: string, patterns: readonly RegExp[]): boolean {
  let rest = key;
  return patterns.every(pattern => {
    const found = pattern.exec(rest);
    if (found) rest = rest.slice(found.index + found[0].length);
    return found !== null;
  });
}

/** Which list a title or a header speaks of; undefined where it does not say. */
export function listOf(text: string, decision?: string): ReviewList | undefined {
  const key = headerKey(text);
  if (/khong ra soat/.test(key)) return undefined;
  if (decision !== undefined && key.includes(`quyet dinh so ${decision}`)) return 'already-online';
  if (follow(key, online) && !negative.test(key)) return 'already-online';
  // A title of both lists at once says nothing about the one below it.
  if (negative.test(key) && /(^| )du dieu kien/.test(key.replace(negative, ''))) return undefined;
  if (annexTwo.test(key)) return 'not-eligible';
  if (negative.test(key)) return 'not-eligible';
  if (annexOne.test(key) || positive.test(key)) return 'eligible';
  return undefined;
}

/** "Quyết định số 2974/QĐ-UBND" → `2974`, by which titles refer to it. */
export function decisionNumber(decision: string | undefined): string | undefined {
  return /\d{2,}/.exec(decision ?? '')?.[0];
}

/** A line that begins a list: what stood before it no longer counts for the next header. */
export function beginsList(text: string): boolean {
  if (text.length > 400) return false;
  const key = headerKey(text);
  return annexOne.test(key) || annexTwo.test(key) || (/^danh muc\b/.test(key) && listOf(text) !== undefined);
}

const closing =
  /^(ghi chu|noi nhan|nguoi (lap|tong hop|kiem tra)|lap (bieu|bang)|thu truong|chu tich|pho chu tich|giam doc|pho giam doc|truong phong|tm |kt |tl |tuq |ky ten|da ky|xac nhan cua|luu y|can cu )/;
const signedOn = [/\bngay\b/, /\bthang\b/, /\bnam\b/];

/** Notes, dates and signatures that stand below a list. */
export function isClosing(text: string): boolean {
  const key = headerKey(text);
  return closing.test(key) || follow(key, signedOn) || /^\s*[-*]\s/.test(text);
}

export function isTotal(text: string): boolean {
  return /^(tong( cong| so)?|cong)\b/.test(headerKey(text)) && text.length < 80;
}

/** `(1) (2) (3)`, `A B 1 2`, `(5)=(3)+(4)`: the row of column numbers below a header. */
export function isIndexRow(texts: readonly string[]): boolean {
  return texts.length >= 3 && texts.every(text => /^\(?([a-e]|\d{1,2}|[ivx]{1,4})\)?(\s*=.*)?$/i.test(text));
}
