import { isPlain, textKey } from '../domain/text.ts';
import { both, putsOff, setsAside, setsDay, speaksAgainst, withoutSettled } from './layout/against.ts';
import { judgeText, writtenOut } from './reason-text.ts';
import type { ReasonWords } from './reason-words.ts';

/**
 * Words that assent and take it back: "Đáp ứng, nhưng mạng yếu", "khó đáp ứng", "Có/Không", "Hoàn thành 60%", "Thống nhất
 * không nâng". Nobody can tell from them that a condition is met.
 */
export function isHedged(text: string, words: ReasonWords): boolean {
  return (
    text.includes('?') ||
    printed.test(textKey(text)) ||
    text.split(/[;:\n]|[.,](?!\d)/).some(isDoubted) ||
    (putsOff(text) && !setsDay(text)) ||
    text.split(/[;:.\n]/).some(setsAside) ||
    speaksAgainst(text) ||
    behindBut(text).some(clause => {
      const { verdict, affirmed } = judgeText(clause, words);
      return verdict !== 'settled' && !affirmed;
    })
  );
}

/** Both answers of a printed choice. */
const printed = new RegExp(
  both(['^(?:có|đạt|đủ|đáp ứng) (?:hay |hoặc )?(?:không|chưa)(?: (?:có|đạt|đủ|đáp ứng))?$'])
    .map(({ source }) => source)
    .join('|'),
  'u',
);

/** Of one clause: what stands before a comma is said of something else than what stands behind it. */
function isDoubted(clause: string): boolean {
  const key = withoutSettled(writtenOut(textKey(clause)));
  const at = isPlain(key) ? 1 : 0;
  return hedges[at]!.test(key) || troubles[at]!.test(key) || partly(clause, key);
}

/** Not of a share of something else: "tỷ lệ hồ sơ trực tuyến 60%". */
function partly(clause: string, key: string): boolean {
  return /(?<!\d)\d{1,2}(?:[.,]\d{1,3})?\s?(?:%|ph[ầa]n tr[ăa]m)/iu.test(clause) && !ofSomethingElse(key);
}

const rate = /t[ỷỉyi] l[ệe](?! (?:đáp|dap|đảm|dam|bảo|bao|đạt|dat|phù|phu|hoàn|hoan) )/;
const something = /hồ sơ|ho so|trực tuyến|truc tuyen/;
const ofSomethingElse = (key: string) => (rate.test(key) && something.test(key)) || /v[ốo]n/.test(key);
const assent = '(?:đáp ứng|đảm bảo|bảo đảm|thực hiện|khả thi|phù hợp|đạt|đủ|sẵn sàng|hoàn thành)';
const most = 'hầu hết|phần lớn|một số|chủ yếu|ít nhiều';
const hedges = both([
  `(?<!tiêu )(?:khó|ít|hơi|kém|chỉ|^(?:(?:hiện|nay|hiện nay) )?mới|chưa hẳn|không hẳn|không thật) (?:có thể |mới )?${assent}`,
  'không (?:hoàn toàn|phải tất cả|thường xuyên|ổn định)',
  `(?:${most}|đa số)(?: \\p{L}+){0,3} ${assent}|${assent}(?: được| với)? (?:${most}|đa số)`,
  '(?:hầu hết|phần lớn|đa số) (?:các )?(?:máy|cán bộ|công chức)',
]);
const weak = '(?:hỏng|yếu(?! tố| thế)|kém|chậm|lỗi(?! thời)|chập chờn)';
const notWeak = '(?<!(?:ít|thiết|tất|trọng|cốt|chủ) )';
const [accented] = both([
  `${notWeak}${weak}`,
  '(?<!không )hạn chế(?! (?:việc )?(?:đi lại|tiếp xúc|tập trung))|hoãn|(?<!không )trái (?:với )?(?:quy định|pháp luật|luật)',
]);
/** Without accents most of these are other words, too, but for what is said of the equipment. */
const [, plain] = both([
  `(?:mạng|máy|máy tính|máy quét|đường truyền|internet|wifi)(?: còn| rất| quá)? ${weak}`,
]);
const troubles = [accented, plain];

function behindBut(text: string): string[] {
  return text.split(/\b(?:nhưng|nhung|tuy nhiên|tuy nhien|song le|ngoại trừ|ngoai tru)\b/iu).slice(1);
}
