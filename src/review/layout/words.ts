import type { ReviewList } from '../../domain/review.ts';
import { isPlain, textKey, withoutAccents } from '../../domain/text.ts';
import { levelsIn } from '../../reading/level-words.ts';

/** What a column of a list is about. */
export type Role =
  | 'number'
  | 'code'
  | 'name'
  /** Mức độ, loại dịch vụ công: at which level the service is. */
  | 'level'
  | 'technical'
  | 'legal'
  /** "Đủ điều kiện" without saying on which ground. */
  | 'overall'
  /** Lý do, nguyên nhân: belongs to whichever ground is in the way. */
  | 'reason'
  /** Cơ quan thực hiện: whose row it is. */
  | 'agency';

/** A column of codes that count only where there are no others: "Mã TTHC cũ". */
export function isForFormerCodes(heading: string): boolean {
  return /\b(cu|truoc day|bi thay the)$/.test(headerKey(heading));
}

/** For remarks on the row itself. */
export function isOfRow(about: RemarkColumn): boolean {
  return about === 'note' || about === 'word' || about === 'finding';
}

export type RemarkColumn =
  /** For remarks, or for nothing. */
  | 'note'
  /** For what somebody proposes for the row, or thinks of it. */
  | 'word'
  /** The same for what somebody found: "Chưa" is an answer there. */
  | 'finding'
  /** None: a line below a name that speaks of its row. */
  | 'name'
  /** For how things are now. */
  | 'now'
  | 'other';

/** What remarks in a column nothing is known of are. */
export function remarkColumn(heading: string): RemarkColumn {
  const key = headerKey(heading);
  if (/^(ghi chu( khac| neu co)?)?$/.test(key)) return 'note';
  if (/^(muc|cap) do\b/.test(key)) return 'other';
  // When it was looked at, by whom and for how much; and what people say who only come for the service.
  if (/^(ngay|phi|le phi|can bo|nguoi|thoi (gian|han|diem))\b|nguoi dan|to chuc/.test(key)) return 'other';
  if (/\b(hien (nay|tai|trang)|tinh (trang|hinh)|trang thai)\b/.test(key)) return 'now';
  const proposes = /de xuat|kien nghi|de nghi|\bkhac$/.test(key);
  if (!proposes && /y kien|danh gia|ket luan|tham dinh|ra soat/.test(key)) return 'finding';
  return /de xuat|kien nghi|de nghi|y kien|lo trinh|danh gia|ket luan|phuong an|kha nang|tham dinh|ra soat/.test(
    key,
  )
    ? 'word'
    : 'other';
}

/** A text's key with short forms written out: "đk", "MĐ4", "PL II". */
export function spelledOut(text: string): string {
  const key = textKey(text.normalize('NFKC'));
  const words = (accented: string) => (isPlain(key) ? withoutAccents(accented) : accented);
  return key
    .replace(/(?<![\p{L}\p{N}])[đd]k(?![\p{L}\p{N}])/gu, words('điều kiện'))
    .replace(/(?<![\p{L}\p{N}])m[đd](?!\p{L})/gu, words('mức độ '))
    .replace(/(?<![\p{L}\p{N}])pl(?=\P{L}|i|$)/gu, words('phụ lục '))
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Key of a header or title: without accents, "Ⅱ" as letters, and "Phụ Iục" as it is meant. */
export function headerKey(text: string): string {
  return withoutAccents(spelledOut(text)).replace(/\bphu iuc\b/g, 'phu luc');
}

const technicalWords = /ky thuat|ki thuat|dieu kien cua (don vi|co quan)/;
const legalWords = /phap luat|phap ly|phap li|quy dinh/;
const overallWords = /(^| )(khong |chua )?(du|dat|dap ung) dieu kien/;

/** Codes and names of something else than the procedure, or a name it no longer has, and what else begins like a column we look for. */
const notMeant =
  /^(ma (so )?(linh vuc|don vi|co quan|dinh danh|nganh|bo|so thue|ho so(?! tthc| thu tuc)|giay to|loai|quy trinh|nhom|cap|van ban)|ten (linh vuc|don vi|co quan|nganh|phong|bo phan|can bo|nguoi|to chuc|van ban|bieu mau|mau|giay to|tep|nhom|quy trinh|he thong|phan mem)|don vi (tinh|phoi hop|ho tro|cung cap)|co quan (ban hanh|phoi hop|cong bo|quan ly))|^ten .{0,40}\b(cu|truoc day|bi thay the)$/;

/** First that fits. Headers are a few words; a sentence is not one. */
const roles: [Role, RegExp][] = [
  ['number', /^(stt|tt|so tt|so thu tu|s t t|no)$/],
  ['code', /^(ma|ma so)\b|^so ho so( tthc| thu tuc hanh chinh)?$|\bma (so )?(tthc|dvc|thu tuc|dich vu)/],
  [
    'name',
    /^ten\b|\bten (thu tuc|tthc|dich vu|dvc)|^(thu tuc|thu tuc hanh chinh|tthc|dich vu cong)$|^noi dung( (thu tuc|tthc|cong viec).*)?$/,
  ],
  [
    'level',
    /^((dvc|dvctt|dich vu cong( truc tuyen)?) )?(muc do|cap do|muc \d|muc (dvc|dich vu|cung cap)|toan trinh|mot phan)(?! (dap ung|dam bao|bao dam|phu hop|du dieu kien))|^(loai|hinh thuc|tinh trang|ket qua)( hinh)?( cung cap)? (dvc|dich vu)|^(da|dang) (thuc hien|cung cap) (dvc |dich vu cong )?(truc tuyen )?muc do|toan trinh mot phan/,
  ],
  ['technical', technicalWords],
  ['legal', legalWords],
  ['agency', /^(co quan|don vi)\b/],
  ['reason', /^(ly do|li do|nguyen nhan|giai trinh|vuong mac|kho khan)/],
  ['overall', overallWords],
];
const longestHeader = 160;

export function roleOf(text: string): Role | undefined {
  if (text === '' || text.length > longestHeader) return undefined;
  const key = headerKey(text);
  if (notMeant.test(key)) return undefined;
  // One column for both grounds.
  if (technicalWords.test(key) && /phap luat|phap ly|phap li/.test(key) && bearingOf(text) === 'about')
    return 'overall';
  return roles.find(([, pattern]) => pattern.test(key))?.[0];
}

/** How a heading that speaks of technique or law bears on the ground of that name. */
export type Bearing =
  /** The condition itself, as the plan words it: "Về quy định của pháp luật". */
  | 'about'
  /** What stands in its way, in words: "Vướng mắc về pháp lý", "Lý do kỹ thuật". */
  | 'obstacle'
  /** Something else: "Căn cứ pháp lý", "Thời hạn giải quyết theo quy định". */
  | 'mentions';

const obstacle = /vuong mac|kho khan|rao can|ly do|li do|nguyen nhan|giai trinh|ton tai|han che/;
const condition = /dieu kien|dap ung|dam bao|bao dam|phu hop|danh gia|ra soat|(^| )(du|dat|chua|khong)( |$)/;
const somethingElse =
  /^(can cu|co so|van ban|vbqppl|quyet dinh|nghi dinh|thong tu|luat|thoi|ngay|so |phi|le phi|muc|thanh phan|cach thuc|hinh thuc|dia diem|bieu mau|mau|to khai|don |doi tuong|trinh tu|ket qua (thuc hien|giai quyet|tthc|dien tu)|ten|ma |linh vuc|co quan|don vi |ghi chu|ho so|giay to|tham quyen|noi |kenh|loai|yeu cau dieu kien|quy dinh (ve|cua) (thoi|phi|le phi|mau|ho so|thanh phan)|quy chuan|tieu chuan|thong so|can bo|nguoi|ho tro|tai lieu|ban ve|phong|bo phan|dau moi|y kien|link|duong dan|trich yeu|khoan|dieu \d|dieu luat)/;

export function bearingOf(text: string): Bearing {
  const key = headerKey(text).replace(/^(\d+|[a-e]) /, '');
  if (obstacle.test(key)) return 'obstacle';
  if (somethingElse.test(key)) return 'mentions';
  return /^(ve|mat|theo|do|phap l|quy dinh|ky thuat|ki thuat)/.test(key) || condition.test(key)
    ? 'about'
    : 'mentions';
}

/** A column of levels that says what shall be, not what is. */
export function isPlanned(text: string): boolean {
  return /de xuat|de nghi|du kien|dang ky|ke hoach|muc tieu|se |nang len/.test(headerKey(text));
}

/** One that says what is: "Mức độ hiện tại", "Đang cung cấp". */
export function isPresent(text: string): boolean {
  return !isPlanned(text) && /\b(?:da|dang(?! ky)|hien|tinh trang)\b/.test(headerKey(text));
}

/** A particular of a procedure rather than a mark or a reason: a law by its name, a time limit, a fee, an address. */
export function isParticulars(text: string): boolean {
  return particulars.test(headerKey(text));
}
const particulars =
  /^((diem|khoan|dieu) \w+ )*(bo luat|luat|nghi dinh|thong tu|quyet dinh|nghi quyet|phap lenh|nd|tt|qd)\b|^\d+ (\d{4} |(qd|nd|tt)\b)|^(trong |khong qua )?(\d+ )*(ngay|gio|thang|dong)\b|^(mien phi|khong qua|https?)\b/;

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

/** What is to rise, not what is to be done better. */
const toRise =
  /\b(?:du dieu kien|de nghi|du kien|de xuat|se) (?:de )?nang\b(?! (?:cao\b|cap (?!(?:len|thanh|muc|dich vu|dvc)\b)))/;
const levelNamed = /\b(?:muc(?: do)? (?:\d|mot|hai|ba|bon)|toan trinh|mot phan)\b/;

/** Is online at level 4; not at a lower one, to rise: "đang cung cấp mức độ 3, đủ điều kiện nâng lên mức độ 4". */
function isOnline(key: string): boolean {
  if (!follow(key, online) || negative.test(key)) return false;
  const [, ...behind] = key.split(online[0]!);
  const said = behind.at(-1) ?? '';
  const first = levelNamed.exec(said);
  const rises = toRise.exec(said);
  return !rises || (first !== null && first.index < rises.index && levelsIn(first[0]).has(4));
}

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
  if (isOnline(key)) return 'already-online';
  // A title of both lists at once says nothing about the one below it.
  if (negative.test(key) && /(^| )du dieu kien/.test(key.replace(negative, ''))) return undefined;
  if (annexTwo.test(key)) return 'not-eligible';
  if (negative.test(key)) return 'not-eligible';
  if (annexOne.test(key) || positive.test(key)) return 'eligible';
  return undefined;
}

const toward =
  '(?: (?:len|thanh|de|nang|thuc hien|cung cap|dich vu cong|dvc|dvctt|truc tuyen|muc do|muc|4|toan trinh))';

/** Eligible for "mức độ 3" or "một phần" only is not eligible for level 4. What the columns are for goes before the title. */
export function aimsLower(titles: readonly string[], columns: readonly string[]): boolean {
  const heads = columns.map(headerKey);
  const title = headerKey(titles.filter(line => !isAttached(line)).join(' '));
  const [sure] = eligibleFor.exec(title) ?? [];
  if (sure !== undefined && !levelsIn(sure).has(4)) return true;
  const said = heads.filter(head => levelsIn(head).size > 0);
  const aims = said.length > 0 ? said : [title];
  return (
    aims.some(each => aimed.test(each)) && !aims.some(each => levelsIn(each).has(4) || toFour.test(each))
  );
}
const eligibleFor = new RegExp(
  `du dieu kien (?:nang|cung cap)${toward}* ((?:(?:muc do|muc) [23]|mot phan)\\b.*)`,
);
const aimed = new RegExp(
  `(?<!\\b(?:da|dang|hien|duoc|moi) )\\b(?:nang|nang cap|cung cap|thuc hien|trien khai|du dieu kien)${toward}{0,9} (?:(?:muc do|muc) (?:[23]|ba|iii)|mot phan)\\b`,
);
const toFour = /\b(?:len|thanh|sang|den|va|hoac) (?:4|bon|iv)\b|\btro len\b/;
/** "(Kèm theo Kế hoạch số 117/KH-UBND …)" */
function isAttached(line: string): boolean {
  return /^kem theo|ban hanh kem/.test(headerKey(line));
}

/** "Quyết định số 2974/QĐ-UBND" → `2974`, by which titles refer to it. */
export function decisionNumber(decision: string | undefined): string | undefined {
  return /\d{2,}/.exec(decision ?? '')?.[0];
}

/** A line that begins a list: what stood before it no longer counts for the next header. */
export function beginsList(text: string): boolean {
  if (text.length > 400) return false;
  const key = headerKey(text);
  return (
    annexOne.test(key) ||
    annexTwo.test(key) ||
    (/^(?:(?:[ivx]+|\d+|[a-h]) )?danh muc\b/.test(key) && listOf(text) !== undefined)
  );
}

/** The same within a list: a numbered "danh mục" of the kind it is of is a part of it. */
export function beginsOther(text: string, list: ReviewList | undefined): boolean {
  if (!beginsList(text)) return false;
  return !/^(?:[ivx]+|\d+|[a-h]) danh muc\b/.test(headerKey(text)) || listOf(text) !== list;
}

const closing =
  /^(ghi chu|noi nhan|nguoi (lap|tong hop|kiem tra)|lap (bieu|bang)|thu truong|chu tich|pho chu tich|giam doc|pho giam doc|truong phong|tm |kt |tl |tuq |ky ten|da ky|xac nhan cua|luu y|can cu )/;
const signedOn = [/\bngay\b/, /\bthang\b/, /\bnam\b/];

/** Notes, dates and signatures that stand below a list. */
export function isClosing(text: string): boolean {
  const key = headerKey(text);
  return closing.test(key) || follow(key, signedOn) || /^\s*[-*]\s/.test(text);
}

/**
 * With accents: names begin with "Công nhận", "Công bố". Not "Cộng hòa xã hội chủ nghĩa Việt Nam", which stands beside
 * the name of the unit.
 */
export function isTotal(text: string): boolean {
  return text.length < 80 && (total.test(textKey(text)) || /^(tong (cong|so)|cong)$/.test(headerKey(text)));
}
const total = /^(tổng cộng|tổng số)( |$)|^(tổng|cộng)( lại)?( (\d+|thủ tục|tthc|các|[ivx]+)( .*)?)?$/;

/** `(1) (2) (3)`, `A B 1 2`, `(5)=(3)+(4)`: the row of column numbers below a header. */
export function isIndexRow(texts: readonly string[]): boolean {
  // No number comes twice: "3 X X" is a marked row.
  return (
    texts.length >= 3 &&
    new Set(texts).size === texts.length &&
    texts.every(text => /^\(?([a-e]|\d{1,2}|[ivx]{1,4})\)?(\s*=.*)?$/i.test(text))
  );
}
