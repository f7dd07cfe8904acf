import { isPlain, textKey, withoutAccents } from '../../domain/text.ts';
import { levelsIn } from '../../reading/level-words.ts';
import { writtenOut } from '../reason-text.ts';
import { headerKey, towardsFour } from './words.ts';

/**
 * A remark or heading that says of its rows that they are not to go up: "Chưa đủ điều kiện", "Đề nghị không nâng mức độ
 * 4". Not "Chưa đạt mức độ 4": that is why a row is in a list of what shall.
 */
export function deniesUpgrade(text: string): boolean {
  return denial.test(headerKey(text));
}
const beginning = (more: string) =>
  `(?:(?:[ivx]+|\\d+|[a-h]) )?(?:(?:danh muc|cac|nhom|nhung|thu tuc|hanh chinh|tthc|nay|sau|day|duoi|con lai|thong nhat|nhat tri|dong y${more}) )*`;
const denial = new RegExp(
  `^${beginning('|hien|tai')}(?:(?:de nghi |de xuat |kien nghi )?(?:khong|chua) (?:de nghi |de xuat |the )?nang|(?:chua|khong) (?:co )?(?:du|dap ung) dieu kien|(?:chua|khong) (?:thong nhat|nhat tri|dong y)|chua can(?: thiet)?)${towardsFour}(?: (?:(?<!muc )do|vi) .*)?$`,
);

/**
 * A remark or heading by which rows are to stop below level 4: "Chỉ thực hiện mức độ 3", "Đề nghị giữ mức độ hiện tại",
 * "Chỉ tiếp nhận trực tiếp". Not "Đang thực hiện mức độ 3", nor "Chỉ đạt mức độ 3, đề nghị nâng": that is what shall change.
 */
export function stopsBelow(text: string): boolean {
  const key = headerKey(text);
  return stopping.test(key) && !rising.test(key);
}
const rising =
  /^chi (?:o|dat)\b|\b(?:4|bon|iv|toan trinh|tro len)\b|(?<!\b(?:khong|chua) )\bnang\b(?! (?:len |cap )?(?:muc|mot phan))/;
const less = '(?:(?:muc do|muc) (?:[123]|mot|hai|ba|i{1,3})|mot phan)';
const stopping = new RegExp(
  [
    `^${beginning('')}(?:(?:de nghi|de xuat|kien nghi|chi|giu|giu nguyen|duy tri) )+(?:(?:len|thanh|o|den|dat|nang|thuc hien|cung cap|trien khai|dap ung|du dieu kien|dich vu cong|dvc|dvctt|truc tuyen) )*${less}\\b`,
    '^(?:(?:de nghi|de xuat|kien nghi) )?(?:giu|giu nguyen|duy tri) muc(?: do)? (?:hien tai|hien nay|nhu cu)$',
    '^(?:de nghi |de xuat )?chi (?:tiep nhan|nhan|nop|giai quyet|thuc hien)(?: ho so)? truc tiep(?: tai .{1,60})?$',
  ].join('|'),
);

/** Does a remark say that its row is no longer meant? */
export function takesBack(text: string): boolean {
  return taking.test(withoutAccents(writtenOut(textKey(text))));
}
const gone = [
  // Not of a paper, a form or a fee of the procedure.
  'bai bo(?! (mot phan|thanh phan|mau|to khai|giay|phi|le phi|quy dinh|yeu cau|noi dung|buoc|dieu kien|quyet dinh|thong tu|nghi dinh))',
  'het hieu luc',
  '(da|duoc|bi) thay the',
  'thay the (boi|bang)',
  '(dua|loai|rut|xoa|bo|gach|cat) (ten )?(ra )?(khoi|ra khoi) (danh muc|danh sach|phu luc)',
  'de nghi (loai|rut|xoa|bo|gach)( bo| ra| ten)?$',
  'khong con (thuc hien|ap dung|hieu luc|thuoc|giai quyet|tiep nhan|trong danh muc)',
  '(khong|ngung|dung|tam dung|tam ngung) (thuc hien|giai quyet|tiep nhan|ap dung)( nua)?( thu tuc| tthc)?( nay)?$',
  '^(bo|xoa|loai|rut|huy|go)( bo)?( (ra|di|dong nay|thu tuc nay|tthc nay|khoi danh muc))?$',
  '(khong|chua) dua vao (danh muc|danh sach|phu luc)',
  '(chuyen|dieu chuyen)( giao)? (ve|len|sang|cho|xuong) (cap|ubnd|uy ban|so|huyen|quan|tinh|xa|phuong|bo|co quan|don vi)( .{0,80})? (thuc hien|giai quyet|tiep nhan)$',
  '(da|bi) (huy|go)( bo)? (cong khai|cong bo)',
  '^(thu tuc |tthc )?(nay )?(da|bi|da bi|da duoc) (huy( bo)?$|(gop|sap nhap) (voi|vao) (thu tuc|tthc)\\b)',
  '^da chuyen( giao)? (ve|len) (cap (tinh|huyen|xa|tren)$|(ubnd|so) )',
  // Not "dừng", which "đúng" and "dùng" are, too, without accents.
  '^(da )?(tam dung|tam ngung|ngung)( cung cap)?$',
  '^da (go|huy|xoa)( bo| xuong)?$',
  '^khong thuc hien (o|tai) (cap )?(tinh|huyen|xa|phuong|don vi)$',
  '^(xin |de nghi )?(rut|de lai|khong lam)$|\\bxin rut( lai| ra)?$',
  '^(de nghi )?(chuyen|dua) (sang|qua|xuong|vao) (phu luc|pl) ?(ii|2|so 2)$',
  // Of which one it is the same is said: "trùng với thủ tục cấp huyện" takes nothing back.
  '^(bi )?trung( lap)?( (voi|ma|so|thu tuc|tthc|dong|stt|so thu tu|ten))* (\\d|tren$|o tren$)',
  'khong thuoc tham quyen',
  '(da )?huy bo thu tuc',
];
const taking = new RegExp(`(?<!(?:chua|khong|khong bi|chua bi) )\\b(?:${gone.join('|')})`);

/** A remark that wants its row out of a list of what goes up, in whatever words. */
export function speaksAgainst(text: string): boolean {
  return takesBack(text) || deniesUpgrade(text) || stopsBelow(text);
}

/**
 * A heading that sets its rows apart from those that go up: an obstacle, a plan, something they wait for. In what is
 * written with accents they count: "đang" is not the beginning of "đăng ký", nor "chờ" of "cho".
 */
export function setsAside(text: string): boolean {
  const whole = writtenOut(textKey(text));
  if (whole.length > longest || mayBeLater(text)) return false;
  const at = isPlain(whole) ? 1 : 0;
  // What has come before it no longer is: "phải thẩm định nhưng đủ điều kiện".
  const overcome = nowEligible[at]!.exec(whole);
  const said = overcome ? whole.slice(overcome.index + overcome[0].length) : whole;
  const key = withoutSettled(said);
  // Fields of work are called by what people are in need of; what stands behind the name is said of the rows.
  if (field.test(whole)) {
    const [, ...more] = text.split(/[:(]|\s[-–—]\s/);
    return against[at]!.test(key) || more.some(part => !inNeed.test(textKey(part)) && setsAside(part));
  }
  return obstacles[at]!.test(key) || (plans[at]!.test(key) && !rising.test(headerKey(text)));
}

/** What stands in a title behind the word that its rows can rise; undefined where it does not say so. */
export function behindEligible(text: string): string | undefined {
  const key = writtenOut(textKey(text));
  const found = eligible[isPlain(key) ? 1 : 0]!.exec(key);
  return found ? key.slice(found.index + found[0].length) : undefined;
}

/** A heading that gives a day within a plan or a year, from which nobody can tell whether its rows are to wait. */
export function mayBeLater(text: string): boolean {
  const key = headerKey(text);
  return dated.test(key) || (scheduled.test(key) && /\b(?:quy|thang)\b/.test(key));
}
const number = '(?:(?:[ivx]+|\\d+|[a-h]) )?';
const dated = new RegExp(`^${number}(?:trong )?(?:nam|quy \\w{1,3} nam|thang \\d{1,2} nam) 20\\d\\d$`);
const scheduled = new RegExp(`^${number}(?:du kien|lo trinh)\\b`);

/** A key without what it says is none of, or over: "không có khó khăn, vướng mắc", "đã khắc phục lỗi". */
export function withoutSettled(key: string): string {
  return key.split(settled[isPlain(key) ? 1 : 0]!).join(' ');
}

/** Longer ones are sentences, or names of procedures that are cases of one. */
const longest = 80;
/** A pattern, and the same for texts without accents, where words that are others without them do not count. */
export const both = (words: readonly string[], unlike: readonly string[] = []): [RegExp, RegExp] => {
  const pattern = (each: readonly string[]) => `(?<!\\p{L})(?:${each.join('|')})(?!\\p{L})`;
  const plain = words.filter(word => !unlike.includes(word)).map(withoutAccents);
  return [new RegExp(pattern(words), 'u'), new RegExp(pattern(plain), 'u')];
};
const nouns = '(?:khó khăn|vướng mắc|vướng|trở ngại)';
const troubles = `(?:${nouns}|sự cố|lỗi|chậm|yếu|kém|hạn chế|hỏng)`;
const mended = '(?:khắc phục|sửa|xử lý|giải quyết|tháo gỡ)';
const settled = both([
  `(?:không|chưa|hết|bớt|đã (?:được )?${mended}(?: được| xong| hết)?)(?: (?:hề|có|bị|còn|gặp|thấy|gì|phát sinh|xảy ra|các|những)){0,3} ${troubles}(?:(?: và| hoặc| hay)? ${troubles}){0,4}`,
  `${troubles}(?: này| trên)? (?:đã|nay đã) (?:được )?${mended}(?! (?:một phần|bước đầu))`,
]);
const eligible = both([
  '(?<!(?:không|chưa|khi|chờ|nếu|để|có|sẽ|thì|khó|được) |(?<!(?:tục|tthc|vụ|dvc) )mới )đủ điều kiện',
]);
const nowEligible = both(['(?:nhưng|nay|hiện|đã) đủ điều kiện']);
const inNeed = /hỗ trợ|ho tro|trước đây|truoc day/;
const field = /^(?:(?:[ivx]+|\d+|[a-h]) )?(?:lĩnh vực|linh vuc)(?!\p{L})/u;
const against = both(['(?:chưa|không) (?:đủ|đạt|đáp ứng|nâng)', '(?<!giải quyết )vướng(?: mắc)?']);
const fee = '(?:thêm )?(?:thu )?(?:chi |lệ )?phí';
const online = '(?:trên |được )?(?:trực tuyến|dịch vụ công|dvc|dvctt|cổng|mức)';
const byHand = `(?:thực hiện|tiếp nhận|nộp|giải quyết)(?: hồ sơ)? trực tiếp(?! (?:(?:và|hoặc|hay|qua) )*(?:qua |nộp )?(?:trực tuyến|bưu|mạng|dịch vụ|dvc|cổng)(?!\\p{L}))`;
const obstacles = both([
  `(?<!(?:có|còn|gặp|sinh|quyết|gỡ|phục|cảnh|biệt|vùng|xã|hộ) )${nouns}`,
  `(?<!(?:hộ|người|dân|đình|em|tượng|cảnh|vùng) )(?:có|còn|gặp|phát sinh) ${nouns}`,
  '(?:chưa|không) (?:thể|khả thi|phù hợp|bảo đảm|đảm bảo|sẵn sàng|cần thiết|(?:đề nghị |đề xuất )?nâng)',
  `(?:không|chưa) (?:có )?(?:hồ sơ )?phát sinh(?! (?:${nouns}|${fee}|sự cố|lỗi))`,
  '(?<!không )(?:phải|bắt buộc) (?:nộp|có mặt|đối chiếu|kiểm tra|thẩm định)',
  '(?:không|chưa) (?:thực hiện|triển khai|áp dụng|cung cấp)(?: trực tuyến)? được',
  '(?:sẽ|thì|khó|(?<!(?:tục|tthc|vụ|dvc) )mới) đủ điều kiện',
  `(?<!phí )không (?:thực hiện|triển khai|áp dụng|cung cấp)(?! (?:${fee}|cấp|(?:tại|ở) cấp))`,
  `(?<!không )(?:chỉ|phải|thủ tục|tthc|các|nhóm) ${byHand}`,
  `^${number}(?:${byHand}|để sau)`,
  'tạm (?:hoãn|thời (?:chưa|không|dừng|ngưng))',
]);
const plans = both(
  [
    'không (?:đủ|đạt|đáp ứng)',
    `(?<!(?:trường hợp|khi|nếu) )chưa (?:có|thực hiện|triển khai|cung cấp|áp dụng)(?! (?:${fee}|${online}))`,
    'chưa (?:đủ|đạt|đáp ứng|hoàn thiện|hoàn thành|thống nhất|xác định|rà soát)',
    '(?:đang|còn|cần|đề nghị|tiếp tục) (?:xem xét|nghiên cứu|hoàn thiện|rà soát|xây dựng|chờ|trao đổi|xin ý kiến)',
    '(?<!hết hạn )chờ|đợi',
    '^(?:(?:[ivx]+|\\d+|[a-h]|các|nhóm|thủ tục|tthc) )*(?:dự kiến|lộ trình)|giai đoạn sau|thời gian tới',
  ],
  ['(?<!hết hạn )chờ|đợi'],
);

/** Says when, and not that it was: "từ tháng 9", "năm sau". */
export function putsOff(text: string): boolean {
  const key = withoutAccents(textKey(text));
  return later.test(key) && !/\bda\b/.test(key);
}

/** Names the day by which what can rise shall: plans set quarters for that. */
export function setsDay(text: string): boolean {
  const key = headerKey(text);
  const rises = /\bnang\b|\bmuc(?: do)? 4\b|\bdu dieu kien\b/.test(key);
  const done =
    /\b(?:thuc hien|trien khai|ke hoach)\b/.test(key) && /\b(?:dap ung|dam bao|bao dam|phu hop)\b/.test(key);
  return putsOff(text) && (rises || done) && !notBefore.test(key);
}
/** Not a day by which, but one before which nothing is met: "sau tháng 12 mới đủ điều kiện". */
const notBefore =
  /\bmoi (?:co the )?(?:du|dap ung|dam bao|bao dam|phu hop)\b|\bsau (?:thang|quy)\b|\bnam (?:sau|toi)\b|\bde (?:dam bao|bao dam|dap ung)\b/;
const later = /\b(?:tu|trong|den|cuoi|dau|sang|sau|vao) (?:cuoi |dau )?(?:thang|quy)\b|\bnam (?:sau|toi)\b/;

/** Names a level below 4, and not as what is: beside "Mức độ 4" it is what shall be. */
export function namesLess(text: string): boolean {
  const levels = [...levelsIn(text)];
  return levels.length > 0 && Math.max(...levels) < 4 && !now.test(withoutAccents(textKey(text)));
}
const now = /\b(?:da|dang|hien|chua|khong|tu)\b/;
