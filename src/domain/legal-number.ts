import { withoutAccents } from './text.ts';

/** What kind of legal text a number belongs to. */
export type LegalKind =
  | 'law'
  | 'ordinance'
  | 'decree'
  | 'circular'
  | 'joint-circular'
  | 'resolution'
  | 'decision';

export const legalKindNames: Record<LegalKind, string> = {
  law: 'Luật',
  ordinance: 'Pháp lệnh',
  decree: 'Nghị định',
  circular: 'Thông tư',
  'joint-circular': 'Thông tư liên tịch',
  resolution: 'Nghị quyết',
  decision: 'Quyết định',
};

/** Who issues legal texts, by the letters in their numbers. */
const issuers: Record<string, string> = {
  QH: 'Quốc hội',
  CP: 'Chính phủ',
  TTg: 'Thủ tướng Chính phủ',
  HĐND: 'Hội đồng nhân dân cấp tỉnh',
  UBND: 'Ủy ban nhân dân cấp tỉnh',
  HĐTP: 'Hội đồng Thẩm phán Tòa án nhân dân tối cao',
  TANDTC: 'Tòa án nhân dân tối cao',
  VKSNDTC: 'Viện kiểm sát nhân dân tối cao',
  KTNN: 'Kiểm toán nhà nước',
  TTCP: 'Thanh tra Chính phủ',
  VPCP: 'Văn phòng Chính phủ',
  NHNN: 'Ngân hàng Nhà nước Việt Nam',
  UBDT: 'Ủy ban Dân tộc',
  BDTTG: 'Bộ Dân tộc và Tôn giáo',
  BCA: 'Bộ Công an',
  BQP: 'Bộ Quốc phòng',
  BNG: 'Bộ Ngoại giao',
  BNV: 'Bộ Nội vụ',
  BTP: 'Bộ Tư pháp',
  BTC: 'Bộ Tài chính',
  BCT: 'Bộ Công Thương',
  BXD: 'Bộ Xây dựng',
  BYT: 'Bộ Y tế',
  BKHĐT: 'Bộ Kế hoạch và Đầu tư',
  BKHCN: 'Bộ Khoa học và Công nghệ',
  BGDĐT: 'Bộ Giáo dục và Đào tạo',
  BGTVT: 'Bộ Giao thông vận tải',
  BTTTT: 'Bộ Thông tin và Truyền thông',
  BTNMT: 'Bộ Tài nguyên và Môi trường',
  BNNPTNT: 'Bộ Nông nghiệp và Phát triển nông thôn',
  BNNMT: 'Bộ Nông nghiệp và Môi trường',
  BLĐTBXH: 'Bộ Lao động - Thương binh và Xã hội',
  BVHTTDL: 'Bộ Văn hóa, Thể thao và Du lịch',
};

/** By their letters without accents, in capitals. */
const byPlain = new Map(Object.keys(issuers).map(letters => [plainLetters(letters), letters]));

/** Is this the abbreviation of a body that issues legal texts? */
export function isIssuer(letters: string): boolean {
  return byPlain.has(plainLetters(letters));
}

const firstParts: Record<string, LegalKind> = {
  ND: 'decree',
  NDCP: 'decree',
  TT: 'circular',
  TTLT: 'joint-circular',
  NQ: 'resolution',
  QD: 'decision',
  PL: 'ordinance',
  QH: 'law',
  UBTVQH: 'ordinance',
};

/** The letters of a number as they stand, taken apart at dashes; the term of the National Assembly is a part's `term`. */
export interface Suffix {
  parts: readonly string[];
  /** `13` in QH13. */
  term?: string;
}

/**
 * The usual form of what follows the year in the number of a legal text: `NĐ-CP`, `TT-BTP`, `QH13`; undefined where
 * it is no legal text's (plans, official letters, notices).
 */
export function usualSuffix({ parts, term }: Suffix): { kind: LegalKind; suffix: string } | undefined {
  const [first = '', ...rest] = parts.map(plainLetters);
  const kind = Object.hasOwn(firstParts, first) ? firstParts[first]! : undefined;
  if (kind === undefined) return undefined;
  if (kind === 'decree') return { kind, suffix: 'NĐ-CP' };
  if (first === 'QH') return term === undefined ? undefined : { kind, suffix: `QH${term}` };
  if (first === 'UBTVQH') return term === undefined ? undefined : { kind, suffix: `UBTVQH${term}` };
  const letters = { TT: 'TT', TTLT: 'TTLT', NQ: 'NQ', QD: 'QĐ', PL: 'PL' }[first]!;
  const bodies = rest.map((body, at) => issuerLetters(body, parts[at + 1]!));
  if (bodies.length === 0 || bodies.includes('')) return undefined;
  // Joint circulars name their bodies after a dash or a slash; the usual form has dashes.
  return { kind, suffix: `${letters}-${bodies.join('-')}${term ?? ''}` };
}

/** Known letters that it begins with ("BCAngày"), else its own capitals. */
function issuerLetters(plain: string, written: string): string {
  const known = [...byPlain.keys()]
    .filter(letters => plain.startsWith(letters))
    .sort((a, b) => b.length - a.length)[0];
  const capitals = /^\p{Lu}*/u.exec(written)![0];
  // "TTg" begins with two capitals; everything else is written in them.
  if (known !== undefined && (known.length >= capitals.length || capitals === written.slice(0, known.length)))
    return byPlain.get(known)!;
  if (known !== undefined && capitals.length <= known.length + 1) return byPlain.get(known)!;
  return capitals.length > 1 ? capitals : plain;
}

/** `7` is written 07; `066` is 66; `66.7` as it is. */
export function usualSerial(serial: string): string {
  const [whole = '', ...rest] = serial.split('.');
  return [whole.replace(/^0+(?=\d)/, '').padStart(2, '0'), ...rest].join('.');
}

/** The body that issued a legal text, by its number; null where the letters are none we know. */
export function issuerOf(number: string): string | null {
  const suffix = number.split('/').slice(2).join('/');
  if (suffix.startsWith('QH')) return issuers.QH!;
  if (suffix.includes('UBTVQH')) return 'Ủy ban Thường vụ Quốc hội';
  const [, ...bodies] = suffix.split('-');
  const names = bodies.map(letters => issuers[letters]);
  return names.length > 0 && names.every(name => name !== undefined) ? names.join(', ') : null;
}

/** What kind of text a number in its usual form is of. */
export function legalKindOf(number: string): LegalKind | undefined {
  const first = number.split('/')[2]?.split('-')[0] ?? '';
  const letters = plainLetters(first).replace(/(?<!\d)\d+$/, '');
  return Object.hasOwn(firstParts, letters) ? firstParts[letters] : undefined;
}

/** Letters under which "NĐ", "nđ" and "ND" are one. */
export function plainLetters(letters: string): string {
  return withoutAccents(letters).toUpperCase();
}

/** The body whose name a text begins with (lower case, without accents or signs): its letters, and how many words. */
export function issuerNamed(key: string): { letters: string; words: number } | undefined {
  const found = issuerKeys.find(([name]) => key.startsWith(name));
  return found && { letters: found[1], words: found[0].split(' ').length };
}

const issuerKeys = Object.entries(issuers)
  .map(
    ([letters, name]) =>
      [
        withoutAccents(name)
          .toLowerCase()
          .replace(/[^a-z]+/g, ' '),
        letters,
      ] as const,
  )
  .sort(([a], [b]) => b.length - a.length);
