import { levelsIn } from '../reading/level-words.ts';
import { index, keyOf, not, Phrases, phrases, rows, towards, wish } from './phrases.ts';
import { judgeText } from './reason-text.ts';
import type { ReasonWords } from './reason-words.ts';
import { givesDay, putsOff, setsDay } from './statement-days.ts';

/*
 * What words say of the rows they stand by, beside marks and reasons: that a row is no longer meant, is not to rise, waits
 * for something, is met in part. Titles, headings, remarks, notes, legends and cells all ask here, so that a sentence is
 * understood alike wherever it stands: first the phrases, then the kinds of statement, then what single places ask.
 */

const toward = `(?:${towards}|4)`;
const fee = '(?:thêm )?(?:thu )?(?:chi |lệ )?phí';
const online = '(?:trên |được )?(?:trực tuyến|dịch vụ công|dvc|dvctt|cổng|mức)';
const byHand = `(?:thực hiện|tiếp nhận|nộp|giải quyết)(?: hồ sơ)? trực tiếp(?! (?:(?:và|hoặc|hay|qua) )*(?:qua |nộp )?(?:trực tuyến|bưu|mạng|dịch vụ|dvc|cổng)(?!\\p{L}))`;
const obstacle = '(?:khó khăn|vướng mắc|vướng|trở ngại)';
const trouble = `(?:${obstacle}|sự cố|lỗi|chậm|yếu|kém|hạn chế|hỏng)`;
const mended = '(?:khắc phục|sửa|xử lý|giải quyết|tháo gỡ)';
const met = '(?:đáp ứng|đảm bảo|bảo đảm|thực hiện|khả thi|phù hợp|đạt|đủ|sẵn sàng|hoàn thành)';
const most = 'hầu hết|phần lớn|một số|chủ yếu|ít nhiều';

/** What there is none of, or what is over: "không có khó khăn, vướng mắc", "đã khắc phục lỗi". */
const settled = phrases(
  `(?:không|chưa|hết|bớt|đã (?:được )?${mended}(?: được| xong| hết)?)(?: (?:hề|có|bị|còn|gặp|thấy|gì|phát sinh|xảy ra|các|những)){0,3} ${trouble}(?:(?: và| hoặc| hay)? ${trouble}){0,4}`,
  `${trouble}(?: này| trên)? (?:đã|nay đã) (?:được )?${mended}(?! (?:một phần|bước đầu))`,
);

const eligible = phrases(
  '(?<!(?:không|chưa|khi|chờ|nếu|để|có|sẽ|thì|khó|được) |(?<!(?:tục|tthc|vụ|dvc) )mới )đủ điều kiện',
);
/** What has come before it no longer is: "phải thẩm định nhưng đủ điều kiện". */
const nowEligible = phrases('(?:nhưng|nay|hiện|đã) đủ điều kiện');

const gone = phrases(
  `(?<!${not}(?: bị)? )(?:${[
    // Not of a paper, a form or a fee of the procedure.
    'bãi bỏ(?! (?:một phần|thành phần|mẫu|tờ khai|giấy|phí|lệ phí|quy định|yêu cầu|nội dung|bước|điều kiện|quyết định|thông tư|nghị định))',
    'hết hiệu lực',
    '(?:đã|được|bị) thay thế|thay thế (?:bởi|bằng)',
    '(?:đưa|loại|rút|xóa|bỏ|gạch|cắt) (?:tên )?(?:ra )?(?:khỏi|ra khỏi) (?:danh mục|danh sách|phụ lục)',
    'đề nghị (?:loại|rút|xóa|bỏ|gạch)(?: bỏ| ra| tên)?$',
    'không còn (?:thực hiện|áp dụng|hiệu lực|thuộc|giải quyết|tiếp nhận|trong danh mục)',
    '(?:không|ngưng|dừng|tạm dừng|tạm ngưng) (?:thực hiện|giải quyết|tiếp nhận|áp dụng)(?: nữa)?(?: thủ tục| tthc)?(?: này)?$',
    '^(?:bỏ|xóa|loại|rút|hủy|gỡ)(?: bỏ)?(?: (?:ra|đi|dòng này|thủ tục này|tthc này|khỏi danh mục))?$',
    `${not} đưa vào(?: (?:danh mục|danh sách|phụ lục)|$)`,
    '(?:đã|bị) (?:hủy|gỡ)(?: bỏ)? (?:công khai|công bố)',
    '^(?:thủ tục |tthc )?(?:này )?(?:đã|bị|đã bị|đã được) (?:hủy(?: bỏ)?$|(?:gộp|sáp nhập) (?:với|vào) (?:thủ tục|tthc))',
    '^đã chuyển(?: giao)? (?:về|lên) (?:cấp (?:tỉnh|huyện|xã|trên)$|(?:ubnd|sở)(?= ))',
    '^(?:đã )?(?:tạm dừng|tạm ngưng|ngưng)(?: cung cấp)?$',
    '^đã (?:gỡ|hủy|xóa)(?: bỏ| xuống)?$',
    '^không thực hiện (?:ở|tại) (?:cấp )?(?:tỉnh|huyện|xã|phường|đơn vị)$',
    '^(?:xin |đề nghị )?(?:rút|để lại|không làm)$|xin rút(?: lại| ra)?$',
    '^(?:đề nghị )?(?:chuyển|đưa)(?: sang| qua| xuống| vào)? phụ lục (?:ii|2|số 2)$',
    // Of which one it is the same is said: "trùng với thủ tục cấp huyện" takes nothing back.
    '^(?:bị )?trùng(?: lặp)?(?: (?:với|mã|số|thủ tục|tthc|dòng|stt|số thứ tự|tên))* (?:\\d+|trên$|ở trên$)',
    'không thuộc thẩm quyền',
    'hủy bỏ thủ tục',
  ].join('|')})`,
);
const handedOver = phrases(
  `(?<!${not}(?: bị)? )chuyển(?: giao)? (?:về|lên|sang|cho|xuống) (?:cấp|ubnd|ủy ban|sở|huyện|quận|tỉnh|xã|phường|bộ|cơ quan|đơn vị)(?: .{0,80})? (?:thực hiện|giải quyết|tiếp nhận)$`,
);
/** In so few words that they are others without accents, and names of people. */
const dropped = new Phrases([], {
  accented: [
    '^thôi$',
    `^(?:bị )?trùng(?: lặp)?$`,
    `^(?:(?:tạm|xin|${wish}) )*(?:dừng|ngừng|hoãn|để sau)(?: lại| nâng)?$`,
  ],
});
const denied = phrases(
  `^${index}(?:(?:${rows}|hiện|tại) )*(?:(?:${wish} )?${not} (?:đề nghị |đề xuất |thể )?nâng|${not} (?:có )?(?:đủ|đáp ứng) điều kiện|${not} (?:thống nhất|nhất trí|đồng ý)|chưa cần(?: thiết)?)(?: ${toward})*(?: (?:(?<!mức )do|vì) .*)?$`,
);
const less = phrases(
  `^${index}(?:(?:${rows}) )*(?:(?:${wish}|chỉ|giữ|giữ nguyên|duy trì|đủ điều kiện) )+(?:(?:lên|thành|ở|đến|đạt|nâng|thực hiện|cung cấp|triển khai|đáp ứng|dịch vụ công|dvc|dvctt|trực tuyến) )*(?:(?:mức độ|mức) (?:[123]|một|hai|ba|i{1,3})|một phần)`,
  `^(?:${wish} )?chỉ (?:tiếp nhận|nhận|nộp|giải quyết|thực hiện)(?: hồ sơ)? trực tiếp(?: tại .{1,60})?$`,
);
const kept = phrases(`^(?:${wish} )?(?:giữ|giữ nguyên|duy trì) mức(?: độ)? (?:hiện tại|hiện nay|như cũ)$`);
/** "Chỉ đạt mức độ 3, đề nghị nâng": what is said of a lower level is what shall change. */
const rising = phrases(
  '^chỉ (?:ở|đạt)|4|bốn|iv|toàn trình|trở lên|(?<!(?:không|chưa) )nâng(?! (?:lên |cấp )?(?:mức|một phần))',
);
const unplanned = phrases(
  '^(?:đề nghị |đề xuất )?không (?:cung cấp|thực hiện|triển khai|đề nghị|đề xuất|nâng|đăng ký)(?: (?:dịch vụ công|dvc|dvctt|trực tuyến|lên|mức độ|mức|4))*$',
);
/** Of the service itself, not of a part of it: "Chưa triển khai thanh toán trực tuyến". */
const stopped = phrases(
  '(?:chưa|không còn|tạm dừng|tạm ngừng|tạm ngưng|ngừng|ngưng|dừng) (?:được )?(?:triển khai|cung cấp|thực hiện|áp dụng|hoạt động|vận hành|kích hoạt|nâng)(?: (?:thủ tục|tthc|dịch vụ|công|dvc|dvctt|trực tuyến|này|nay|nữa|được|hẳn|chính|thức|xong|lên|mức|độ|4|toàn trình)){0,9}(?:$| (?:do|vì|từ|để|đến|trên|tại|năm))',
);
const obstacles = phrases(
  `(?<!(?:có|còn|gặp|sinh|quyết|gỡ|phục|cảnh|biệt|vùng|xã|hộ) )${obstacle}`,
  `(?<!(?:hộ|người|dân|đình|em|tượng|cảnh|vùng) )(?:có|còn|gặp|phát sinh) ${obstacle}`,
  `${not} (?:thể|khả thi|phù hợp|bảo đảm|đảm bảo|sẵn sàng|cần thiết|(?:đề nghị |đề xuất )?nâng)`,
  `${not} (?:có )?(?:hồ sơ )?phát sinh(?! (?:${obstacle}|${fee}|sự cố|lỗi))`,
  '(?<!không )(?:phải|bắt buộc) (?:nộp|có mặt|đối chiếu|kiểm tra|thẩm định)',
  `${not} (?:thực hiện|triển khai|áp dụng|cung cấp)(?: trực tuyến)? được`,
  '(?:sẽ|thì|khó|khi|khi nào|nếu|chờ|để|(?<!(?:tục|tthc|vụ|dvc) )mới) đủ điều kiện|đủ điều kiện (?:sau )?khi',
  `${not} (?:được )?(?:khắc phục|xử lý|giải quyết|tháo gỡ)`,
  `(?<!phí )không (?:thực hiện|triển khai|áp dụng|cung cấp)(?! (?:${fee}|cấp|(?:tại|ở) cấp))`,
  `(?<!không )(?:chỉ|phải|thủ tục|tthc|các|nhóm) ${byHand}`,
  `^${index}(?:${byHand}|để sau)`,
  'tạm (?:hoãn|thời (?:chưa|không|dừng|ngưng))',
);
/** Of what is to rise they are why it is in the list: "Chưa cung cấp, dự kiến nâng lên mức độ 4". */
const plans = new Phrases(
  [
    'không (?:đủ|đạt|đáp ứng)',
    `(?<!(?:trường hợp|khi|nếu) )chưa (?:có|thực hiện|triển khai|cung cấp|áp dụng)(?! (?:${fee}|${online}))`,
    'chưa (?:được )?(?:đủ|đạt|đáp ứng|hoàn thiện|hoàn thành|thống nhất|xác định|rà soát)',
    '(?<!người )(?:đang|còn|cần|đề nghị|tiếp tục) (?:xem xét|nghiên cứu|hoàn thiện|rà soát|xây dựng|chờ|trao đổi|xin ý kiến)',
    '^(?:(?:[ivx]+|\\d+|[a-h]|các|nhóm|thủ tục|tthc) )*(?:dự kiến|lộ trình)|giai đoạn sau|thời gian tới',
  ],
  { accented: ['(?<!hết hạn |(?:người|phòng)(?: đang)? )chờ|đợi'] },
);
/** Fields of work are called by what people are in need of; what stands behind the name is said of the rows. */
const field = phrases(`^${index}lĩnh vực`);
const ofField = phrases(`${not} (?:đủ|đạt|đáp ứng|nâng)`, '(?<!giải quyết )vướng(?: mắc)?');
const inNeed = phrases('hỗ trợ|trước đây');

/** Is it met? "khó đáp ứng", "Đáp ứng với đa số hồ sơ". */
const doubted = phrases(
  `(?<!tiêu )(?:khó|ít|hơi|kém|chỉ|^(?:(?:hiện|nay|hiện nay) )?mới|chưa hẳn|không hẳn|không thật) (?:có thể |mới )?${met}`,
  'không (?:hoàn toàn|phải tất cả|thường xuyên|ổn định)',
  `(?:${most}|đa số)(?: \\p{L}+){0,3} ${met}|${met}(?: được| với)? (?:${most}|đa số)`,
  '(?:hầu hết|phần lớn|đa số) (?:các )?(?:máy|cán bộ|công chức)|(?:bổ sung|hoàn thiện) sau$',
);
const weak = '(?:hỏng|yếu(?! tố| thế)|kém|chậm|lỗi(?! thời)|chập chờn)';
const troubled = new Phrases([], {
  accented: [
    `(?<!(?:ít|thiết|tất|trọng|cốt|chủ) )${weak}`,
    '(?<!không )hạn chế(?! (?:việc )?(?:đi lại|tiếp xúc|tập trung))|hoãn|(?<!không )trái (?:với )?(?:quy định|pháp luật|luật)',
  ],
  // Most of these are other words, too, but for what is said of the equipment.
  plain: [`(?:mạng|máy|máy tính|máy quét|đường truyền|internet|wifi)(?: còn| rất| quá)? ${weak}`],
});
/** Both answers of a printed choice. */
const printed = phrases('^(?:có|đạt|đủ|đáp ứng) (?:hay |hoặc )?(?:không|chưa)(?: (?:có|đạt|đủ|đáp ứng))?$');
const rate = phrases('t[ỷỉ] lệ(?! (?:đáp|đảm|bảo|đạt|phù|hoàn) )|số (?:lượng )?hồ sơ');
const rated = phrases('hồ sơ|trực tuyến');
const funds = phrases('vốn');

/**
 * Where words stand: anywhere in a `row` or above it, whatever its list; in a list of what goes up a `heading`, a line
 * `below` a name, a `remark`, a column of the level that is `planned`, a `cell` of a ground; or a remark in a list of
 * what is `online` at level 4.
 */
type Place = 'row' | 'heading' | 'below' | 'remark' | 'planned' | 'cell' | 'online';
export type Statement = 'gone' | 'dropped' | 'stopped' | 'less' | 'kept' | 'unplanned' | 'denied' | 'aside';

/** The kinds of statement, each with where it counts; of several that a text makes the first is heard. */
const kinds: [Statement, at: Place[], isIn: (key: string, text: string) => boolean][] = [
  // The row is no longer meant: abolished, expired, replaced, to be struck off, handed over.
  ['gone', ['row', 'remark', 'cell', 'online'], key => gone.anyhow(key) || handedOver.anyhow(key)],
  ['dropped', ['remark', 'cell', 'online'], key => dropped.in(key)],
  // What is at level 4 by its list does not run.
  ['stopped', ['online'], (_, text) => text.split(/[,;()]/).some(clause => stopped.in(keyOf(clause)))],
  // It is to stop below level 4. Not "Đang thực hiện mức độ 3": that is what shall change.
  [
    'less',
    ['heading', 'below', 'remark', 'planned', 'cell', 'online'],
    key => less.anyhow(key) && !rising.anyhow(key),
  ],
  // It is to stay at the level it has; what is at level 4 does.
  ['kept', ['heading', 'remark', 'planned', 'cell'], key => kept.anyhow(key)],
  ['unplanned', ['planned'], key => unplanned.anyhow(key)],
  // It is not to go up. Not "Chưa đạt mức độ 4": that is why a row is in a list of what shall.
  ['denied', ['heading', 'remark', 'below', 'cell'], key => denied.anyhow(key)],
  // An obstacle, a plan, something it waits for.
  ['aside', ['heading', 'below'], (_, text) => setsAside(text)],
];

/** What a text says of its row where it stands; undefined where nothing that counts there. */
export function statementAt(place: Place, text: string): Statement | undefined {
  // In a heading "k)" is that of a tenth part, elsewhere "không".
  const said = place === 'heading' || place === 'below' ? text.replace(/^\s*k[.)](?=\s)/i, '') : text;
  const key = keyOf(said);
  return kinds.find(([, at, isIn]) => at.includes(place) && isIn(key, said))?.[0];
}

/** Is the row no longer meant? */
export function isTakenBack(place: 'row' | 'remark', text: string): boolean {
  return ['gone', 'dropped'].includes(statementAt(place, text) ?? '');
}

/** Longer ones are sentences, or names of procedures that are cases of one. */
const longestHeading = 80;

function setsAside(text: string): boolean {
  const whole = keyOf(text);
  if (whole.length > longestHeading || givesDay(text)) return false;
  const key = settled.without(nowEligible.behind(whole) ?? whole);
  if (field.in(whole)) {
    const [, ...more] = text.split(/[:(]|\s[-–—]\s/);
    return ofField.in(key) || more.some(part => !inNeed.in(keyOf(part)) && setsAside(part));
  }
  return obstacles.in(key) || (plans.in(key) && !rising.anyhow(whole));
}

const present = phrases('đã|đang|hiện|chưa|không|từ');

/** Names a level below 4, and not as what is: beside "Mức độ 4" it is what shall be. */
export function namesLess(text: string): boolean {
  const levels = [...levelsIn(text)];
  return levels.length > 0 && Math.max(...levels) < 4 && !present.anyhow(keyOf(text));
}

/**
 * Words in a ground that assent and take it back: "Đáp ứng, nhưng mạng yếu", "khó đáp ứng", "Có/Không", "Hoàn thành 60%",
 * "Thống nhất không nâng". Nobody can tell from them that a condition is met.
 */
export function isHedged(text: string, words: ReasonWords): boolean {
  return (
    text.includes('?') ||
    printed.in(keyOf(text)) ||
    // What stands before a comma is said of something else than what stands behind it.
    text.split(/[;:\n]|[.,](?!\d)/).some(isDoubted) ||
    (putsOff(text) && !setsDay(text)) ||
    text.split(/[;:.\n]/).some(setsAside) ||
    statementAt('cell', text) !== undefined ||
    behindBut(text).some(clause => {
      const { verdict, affirmed } = judgeText(clause, words);
      return verdict !== 'settled' && !affirmed;
    })
  );
}

function isDoubted(clause: string): boolean {
  const key = settled.without(keyOf(clause));
  // "tỷ lệ hồ sơ trực tuyến 60%" is a share of something else.
  const ofElse = (rate.in(key) && rated.in(key)) || funds.in(key);
  return doubted.in(key) || troubled.in(key) || (share.test(clause) && !ofElse);
}
const share = /(?<!\d)\d{1,2}(?:[.,]\d{1,3})?\s?(?:%|ph[ầa]n tr[ăa]m)/iu;

function behindBut(text: string): string[] {
  return text.split(/\b(?:nhưng|nhung|tuy nhiên|tuy nhien|song le|ngoại trừ|ngoai tru)\b/iu).slice(1);
}

/**
 * What a line above a list says of all of it: that its rows can rise, and the contrary. It may be the end of a letter or
 * tell how the list is to be filled in: only what calls the list by its name counts, and of a line that says that the list
 * is of what can rise what stands behind that.
 *
 * @param aloof it stands above the name of the annex.
 */
export function saidOfList(line: string, aloof: boolean): { eligible: boolean; contrary: boolean } {
  const key = keyOf(line);
  const behind = aloof ? undefined : eligible.behind(key);
  if (instruction.anyhow(key)) return { eligible: behind !== undefined, contrary: false };
  if (behind !== undefined) {
    const clauses = approval.without(alsoNot.without(behind)).split(/ (?:nhưng|nhung|tuy nhiên|tuy nhien) /);
    return { eligible: true, contrary: clauses.some(setsAside) };
  }
  const named = (aloof ? catalogue : listName).anyhow(key);
  return { eligible: false, contrary: named && (denied.anyhow(key) || setsAside(line)) };
}
const catalogue = phrases('^danh mục');
const listName = phrases(
  `^${index}(?:(?:bảng|biểu) )?(?:(?:tổng hợp|thống kê|rà soát) )?(?:danh mục|các|những|thủ tục|tthc)`,
);
/** How a list is to be filled in, or that there is none: "Thủ tục chưa đủ điều kiện ghi ở Phụ lục II". */
const instruction = phrases('ghi (?:ở|vào|tại|rõ|không)|thì|gửi (?:kèm|sau)|phụ lục (?:ii|2)|không(?: có)?$');
/** The one list of what can and cannot. */
const alsoNot = phrases(`(?:và|hoặc|hay)(?: \\p{L}+){0,4} ${not}(?: có)? đủ điều kiện`);
const approval = phrases('chờ(?: [\\p{L}\\p{N}]+){0,9} (?:phê duyệt|quyết định|công bố)');

/** A note below a list that takes something out of it: "Ghi chú: riêng thủ tục số 2 chưa đủ điều kiện". */
export function isException(line: string): boolean {
  const key = keyOf(line);
  const noted = noting.anyhow(key) || /^\(?\*/.test(line);
  return noted && (excepting.anyhow(key) || standingAside.in(key));
}
const noting = phrases('^(?:ghi chú|lưu ý|riêng|trừ|ngoại trừ)');
const outOfList =
  'chưa|không (?:đủ|đạt|đáp ứng|nâng)|bãi bỏ|vướng|loại|rút|giữ (?:nguyên )?mức|chuyển (?:sang|xuống|qua|vào|cấp)|đề nghị bỏ';
const excepting = phrases(`${outOfList}|trừ`);

/** "Các dòng tô vàng chưa đủ điều kiện", "Tên lĩnh vực in đậm": colours or type say something. */
export function isLegend(line: string): boolean {
  return legend.in(keyOf(line));
}
const colour = '(?:xanh|đỏ|vàng|cam|tím|xám|hồng)';
const legend = new Phrases([], {
  accented: [
    `(?:tô|bôi|đánh dấu) (?:màu |mầu )?${colour}|(?:màu|mầu) (?:${colour}|đen|trắng)`,
    // "Cam" and "hồng" begin other words: "phần cam kết".
    '(?:ô|dòng|chữ|phần|nền) (?:có |được |nền )?(?:xanh|đỏ|vàng|tím|xám)',
    'in đậm|in nghiêng|gạch chân',
  ],
  plain: ['(?:tô|bôi) (?:màu )?(?:xanh|đỏ|vàng)'],
});

/** Of a legend: does it say of rows that they can rise or cannot, or are none of the list? */
export function isOfStanding(line: string): boolean {
  const key = keyOf(line);
  return standing.anyhow(key) || standingAside.in(key);
}
const standing = phrases(
  `${outOfList}|không (?:có (?:đủ|đạt|đáp ứng|nâng)|thể|làm|thực hiện|triển khai|thuộc(?! biểu)|còn)|đủ(?! điều kiện bổ sung)|(?<!đã )đạt(?! yêu cầu)|xem xét|tạm dừng|khó khăn|chỉ ${byHand}|không$`,
);
const standingAside = new Phrases([], {
  accented: ['chờ|đợi|hoãn|để (?:lại|sau)|bỏ(?! trống)|giữ|trùng|dừng'],
});
