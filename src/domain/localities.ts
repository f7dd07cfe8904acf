import type { Agency } from './agency.ts';
import { bySpelling, textKey } from './text.ts';

/**
 * Provinces and cities under the central government in the order of their identification codes: the first is `H01`,
 * the last `H63` (QCVN 102:2016/BTTTT, list of 2020). The 34 of July 2025 keep names out of this list.
 */
const names = [
  'An Giang',
  'Bắc Giang',
  'Bắc Kạn',
  'Bạc Liêu',
  'Bắc Ninh',
  'Bà Rịa - Vũng Tàu',
  'Bến Tre',
  'Bình Định',
  'Bình Dương',
  'Bình Phước',
  'Bình Thuận',
  'Cà Mau',
  'Cần Thơ',
  'Cao Bằng',
  'Đắk Lắk',
  'Đắk Nông',
  'Đà Nẵng',
  'Điện Biên',
  'Đồng Nai',
  'Đồng Tháp',
  'Gia Lai',
  'Hà Giang',
  'Hải Dương',
  'Hải Phòng',
  'Hà Nam',
  'Hà Nội',
  'Hà Tĩnh',
  'Hòa Bình',
  'Hồ Chí Minh',
  'Hậu Giang',
  'Hưng Yên',
  'Khánh Hòa',
  'Kiên Giang',
  'Kon Tum',
  'Lai Châu',
  'Lâm Đồng',
  'Lạng Sơn',
  'Lào Cai',
  'Long An',
  'Nam Định',
  'Nghệ An',
  'Ninh Bình',
  'Ninh Thuận',
  'Phú Thọ',
  'Phú Yên',
  'Quảng Bình',
  'Quảng Nam',
  'Quảng Ngãi',
  'Quảng Ninh',
  'Quảng Trị',
  'Sóc Trăng',
  'Sơn La',
  'Tây Ninh',
  'Thái Bình',
  'Thái Nguyên',
  'Thanh Hóa',
  'Thừa Thiên Huế',
  'Tiền Giang',
  'Trà Vinh',
  'Tuyên Quang',
  'Vĩnh Long',
  'Vĩnh Phúc',
  'Yên Bái',
] as const;

/** Other spellings officials use. */
const spellings: Record<string, string> = {
  Huế: 'Thừa Thiên Huế',
  HCM: 'Hồ Chí Minh',
  'Sài Gòn': 'Hồ Chí Minh',
  'Bắc Cạn': 'Bắc Kạn',
  'Đắc Lắc': 'Đắk Lắk',
  'Đăk Lăk': 'Đắk Lắk',
  'Đắc Nông': 'Đắk Nông',
  'Đăk Nông': 'Đắk Nông',
  'Vũng Tàu': 'Bà Rịa - Vũng Tàu',
};

const patternsFor = bySpelling(spelled => {
  const named = [...names.map(name => [name, name]), ...Object.entries(spellings)] as [string, string][];
  const byKey = new Map(named.map(([spelling, name]) => [spelled(textKey(spelling)), name]));
  const anyName = [...byKey.keys()].sort((a, b) => b.length - a.length).join('|');
  return {
    byKey,
    titled: new RegExp(
      spelled(`(?<![\\p{L}\\p{N}])(?:tỉnh|thành phố|tp|tphcm|thủ đô) ?(${anyName})(?![\\p{L}\\p{N}])`),
      'u',
    ),
    office: new RegExp(
      spelled(
        '^(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|sở|công an|thanh tra|ban quản lý|văn phòng|chi cục|chi nhánh|thuế|trung tâm)(?![\\p{L}\\p{N}])',
      ),
      'u',
    ),
    // "UBND phường Thái Bình" is a commune that shares a province's name.
    ending: new RegExp(
      spelled(`(?<!(?<!\\p{L})(?:xã|phường|huyện|quận|thị trấn|thị xã|khu vực|đường)) (${anyName})$`),
      'u',
    ),
  };
});

/**
 * Name of the province or central city a body says it belongs to: "Sở Tư pháp Thành phố Hà Nội" → "Hà Nội",
 * "UBND tỉnh Hậu Giang" → "Hậu Giang", "Sở Tài chính các tỉnh, thành phố" → undefined.
 */
export function localityNamed(body: string): string | undefined {
  const key = textKey(body);
  const { byKey, titled, office, ending } = patternsFor(key);
  const found = titled.exec(key)?.[1] ?? (office.test(key) ? ending.exec(key)?.[1] : undefined);
  return found === undefined ? undefined : byKey.get(found);
}

/**
 * Name of our own province or city: by its locality code (`H13` → "Cần Thơ"), else the one that the agencies above
 * all others name. `undefined`: could not tell.
 */
export function ownLocality(locality: string, agencies: readonly Agency[]): string | undefined {
  const number = /^H(\d{2})$/.exec(locality.trim().toUpperCase())?.[1];
  if (number !== undefined) return names[Number(number) - 1];
  const named = new Set<string>();
  for (const { name, parent } of agencies) {
    const found = parent === undefined ? localityNamed(name) : undefined;
    if (found !== undefined) named.add(found);
  }
  const [only] = named;
  return named.size === 1 ? only : undefined;
}
