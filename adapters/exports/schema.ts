import type { Known } from '../../src/domain/known.ts';
import type { Level } from '../../src/domain/level.ts';
import { textKey, withoutAccents } from '../../src/domain/text.ts';
import type { Tier } from '../../src/domain/tier.ts';
import { levelsOfCell } from '../../src/reading/level-words.ts';

/**
 * What a column of an export is about, told by its heading without accents: the first that fits. Names of the portal's own
 * interface stand beside those of people.
 */
const headings = {
  unitCode: /^(ma (so )?(don vi|co quan|dinh danh)( .*)?|madonvi|macoquan|departmentcode)$/,
  unit: /^((ten )?(don vi|co quan)( (thuc hien|giai quyet|cung cap|tiep nhan)( .*)?)?|tendonvi|departmentname)$/,
  code: /^(ma|ma so|ma (so )?(tthc|dvc|thu tuc|dich vu)( .*)?|matthc|formalitycode)$/,
  name: /^(ten|ten (tthc|thu tuc|dich vu|dvc)( .*)?|tentthc|thu tuc hanh chinh|formalityname)$/,
  field: /^(ten )?linh vuc( .*)?$/,
  tiers: /^cap (thuc hien|giai quyet)$/,
  state: /^(tinh trang|trang thai)( .*)?$/,
  decision: /^(so )?(qd|quyet dinh)( .*)?$/,
  level: /^(mucdo|implementlevel|muc do( .*)?|muc (dvc|dich vu)( .*)?)$/,
  link: /^(link|url|citizenurl|lien ket( .*)?|duong dan( .*)?)$/,
  testing: /^istesting$/,
  change: /^(loai|loai (qd|quyet dinh|cong bo)|noi dung( cong bo)?|hinh thuc( cong bo)?)$/,
  day: /^ngay( .*)?$/,
  online: /^(so )?(ho so )?((tiep nhan|nop) )?(qua mang|truc tuyen)$/,
  direct: /^(so )?(ho so )?((tiep nhan|nop) )?truc tiep$/,
  postal: /^(so )?(ho so )?((tiep nhan|nop) )?(qua )?buu chinh( cong ich)?$/,
  total: /^tong( so)?( ho so)?( tiep nhan)?$/,
  month: /^(thang|ky|ky bao cao)$/,
};
export type Column = keyof typeof headings;
const longestHeading = 80;

export function columnOf(heading: string): Column | undefined {
  if (heading.length > longestHeading) return undefined;
  const key = withoutAccents(textKey(heading));
  return (Object.keys(headings) as Column[]).find(column => headings[column].test(key));
}

/** What a table is, by the columns it needs; the first that has all of them. */
export const profiles = {
  /** Rows of the portal's offerings, or a list made by hand. */
  'dvcqg-offerings': [['code'], ['level'], ['unit', 'unitCode']],
  /** Files received, by channel. */
  statistics: [['code'], ['unit', 'unitCode'], ['online', 'direct', 'postal']],
  /** What decisions have announced, changed and withdrawn. */
  decisions: [['code'], ['decision'], ['change']],
  /** The Excel of the national list. */
  'dvcqg-list': [['code'], ['name'], ['tiers', 'state', 'decision']],
  /** An annex of what is at level 4 already. */
  'level-four': [['code'], ['name']],
} as const satisfies Record<string, readonly (readonly Column[])[]>;
export type TableProfile = keyof typeof profiles;
/** A workbook of the one-stop ctonegate is a process as a whole, told by its two sheets. */
export const processProfile = 'ctonegate-process';
export type Profile = TableProfile | typeof processProfile;

export function fits(profile: TableProfile, has: (column: Column) => boolean): boolean {
  return profiles[profile].every(columns => columns.some(has));
}

export function profileOf(has: (column: Column) => boolean): TableProfile | undefined {
  return (Object.keys(profiles) as TableProfile[]).find(profile => fits(profile, has));
}

/** `FULL`, "Toàn trình", "Mức độ 4", "4"; empty = none; `undefined` = a word we do not know. */
export function levelOf(text: string): Known<Level> {
  const plain = text.trim().toUpperCase();
  if (plain === '') return null;
  const word = levelWords[plain];
  if (word) return word;
  const found = levelsOfCell(text);
  return found.size === 1 ? [...found][0] : undefined;
}

const levelWords: Record<string, Level> = { FULL: 4, PARTIAL: 3, NONE: 2, 'CUNG CẤP THÔNG TIN': 2 };

const tierWords: [Tier, RegExp][] = [
  ['ministry', /\b(bo|trung uong)\b/],
  ['province', /\b(tinh|thanh pho truc thuoc)\b/],
  // "Cấp Quận/Huyện"; "cơ quan khác", "quân sự" and "hải quan" are none.
  ['district', /\bhuyen\b|\bcap quan\b|^quan$/],
  ['commune', /\b(xa|phuong)\b/],
  ['other', /\bkhac\b/],
];

/** "Cấp Tỉnh; Cấp Xã". `undefined` = nothing, or a word we do not know. */
export function tiersOf(text: string): Tier[] | undefined {
  const found = new Set<Tier>();
  for (const part of text.split(/[;,/\n]| - /).filter(part => part.trim() !== '')) {
    const key = withoutAccents(textKey(part));
    const named = tierWords.filter(([, word]) => word.test(key));
    if (named.length === 0) return undefined;
    for (const [tier] of named) found.add(tier);
  }
  return found.size > 0 ? [...found] : undefined;
}

const inForce = /^((da |dang )?cong khai|(con|dang co|co) hieu luc|hieu luc|updated|dang ap dung)$/;
const outOfForce =
  /^(het hieu luc|bai bo|da bai bo|huy bo|da huy( bo)?|ngung|ngung hieu luc|khong cong khai|chua cong khai|khong con hieu luc|inactive)$/;

/** `undefined` = a word we do not know. */
export function isInForce(text: string): boolean | undefined {
  const key = withoutAccents(textKey(text));
  return inForce.test(key) ? true : outOfForce.test(key) ? false : undefined;
}

export function isWithdrawal(text: string): boolean {
  return /\b(bai bo|huy bo|thay the boi|het hieu luc)\b/.test(withoutAccents(textKey(text)));
}

export function isYes(text: string): boolean {
  return /^(true|1|x|co)$/.test(withoutAccents(textKey(text)));
}
