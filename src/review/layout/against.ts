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
  '^(xin |de nghi )?(rut|de lai|khong lam|thoi)$|\\bxin rut( lai| ra)?$',
  '^(de nghi )?(chuyen|dua) (sang|qua|xuong|vao) (phu luc|pl) ?(ii|2|so 2)$',
  '^(bi )?trung( lap)? (voi |ma )?(thu tuc|tthc|dong|stt|so thu tu|\\d)',
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
  const key = writtenOut(textKey(text));
  if (key.length > longest) return false;
  const at = isPlain(key) ? 1 : 0;
  return obstacles[at]!.test(key) || (plans[at]!.test(key) && !rising.test(headerKey(text)));
}
/** Longer ones are sentences, or names of procedures that are cases of one. */
const longest = 80;
/** A pattern, and the same for texts without accents, where words that are others without them do not count. */
const both = (words: readonly string[], unlike: readonly string[] = []): [RegExp, RegExp] => {
  const pattern = (each: readonly string[]) => `(?<!\\p{L})(?:${each.join('|')})(?!\\p{L})`;
  const plain = words.filter(word => !unlike.includes(word)).map(withoutAccents);
  return [new RegExp(pattern(words), 'u'), new RegExp(pattern(plain), 'u')];
};
/** Of a row of such words the first is judged: "không có khó khăn, vướng mắc". */
const nouns = '(?:khó khăn|vướng mắc|vướng|trở ngại)';
const chained = 'khăn|mắc|ngại|khăn và|mắc và|khăn hoặc|mắc hoặc|khăn hay|mắc hay';
const obstacles = both([
  `(?<!(?:không|chưa|hết|bớt|có|còn|gặp|sinh|quyết|gỡ|phục|cảnh|biệt|vùng|xã|hộ|${chained}) )${nouns}`,
  `(?<!(?:không|chưa) )(?:có|còn|gặp|phát sinh) ${nouns}`,
  '(?:chưa|không) (?:thể|khả thi|phù hợp|bảo đảm|đảm bảo|sẵn sàng|cần thiết|(?:đề nghị |đề xuất )?nâng)',
  `(?:không|chưa|ít) (?:có )?(?:hồ sơ )?phát sinh(?! ${nouns})`,
  '(?<!không )(?:phải|bắt buộc) (?:nộp|có mặt|đối chiếu|kiểm tra|thẩm định)',
  'không (?:thực hiện|triển khai|áp dụng|cung cấp)',
  '(?:chỉ|phải|thủ tục|tthc|các|nhóm) (?:thực hiện|tiếp nhận|nộp|giải quyết) trực tiếp',
  'tạm (?:hoãn|thời (?:chưa|không|dừng|ngưng))',
]);
const plans = both(
  [
    'không (?:đủ|đạt|đáp ứng)',
    `chưa (?:có(?! ${nouns})|thực hiện|triển khai|cung cấp|áp dụng|đủ|đạt|đáp ứng|hoàn thiện|hoàn thành|thống nhất|xác định|rà soát)`,
    '(?:đang|còn|cần|đề nghị|tiếp tục) (?:xem xét|nghiên cứu|hoàn thiện|rà soát|xây dựng|chờ|trao đổi|xin ý kiến)',
    'chờ|đợi',
    '^(?:(?:[ivx]+|\\d+|[a-h]|các|nhóm|thủ tục|tthc) )*(?:dự kiến|lộ trình)|giai đoạn sau|thời gian tới',
  ],
  ['chờ|đợi'],
);

/** Says when, and not that it was: "từ tháng 9", "năm sau". */
export function putsOff(text: string): boolean {
  const key = withoutAccents(textKey(text));
  return later.test(key) && !/\bda\b/.test(key);
}
const later = /\b(?:tu|trong|den|cuoi|dau|sang|sau|vao) (?:cuoi |dau )?(?:thang|quy)\b|\bnam (?:sau|toi)\b/;

/** Names a level below 4, and not as what is: beside "Mức độ 4" it is what shall be. */
export function namesLess(text: string): boolean {
  const levels = [...levelsIn(text)];
  return levels.length > 0 && Math.max(...levels) < 4 && !now.test(withoutAccents(textKey(text)));
}
const now = /\b(?:da|dang|hien|chua|khong|tu)\b/;
