import { textKey, withoutAccents } from '../domain/text.ts';
import { putsOff, setsAside, speaksAgainst } from './layout/against.ts';
import { judgeText } from './reason-text.ts';
import type { ReasonWords } from './reason-words.ts';

/**
 * Words that assent and take it back: "Đáp ứng, nhưng mạng yếu", "khó đáp ứng", "Có/Không", "Hoàn thành 60%", "Thống nhất
 * không nâng". Nobody can tell from them that a condition is met.
 */
export function isHedged(text: string, words: ReasonWords): boolean {
  const key = textKey(text);
  return (
    /\?|(?<!\d)\d{1,2}(?:[.,]\d{1,3})?\s?(?:%|phần trăm)/.test(text) ||
    hedges.test(withoutAccents(key)) ||
    troubles.test(key) ||
    putsOff(text) ||
    text.split(/[;:.\n]/).some(setsAside) ||
    speaksAgainst(text) ||
    behindBut(text).some(clause => {
      const { verdict, affirmed } = judgeText(clause, words);
      return verdict !== 'settled' && !affirmed;
    })
  );
}

const assent = '(?:dap ung|dam bao|bao dam|thuc hien|kha thi|phu hop|dat|du|san sang|hoan thanh)';
const hedges = new RegExp(
  [
    // Both answers of a printed choice.
    '^(?:co|dat|du|dap ung) (?:hay |hoac )?(?:khong|chua)(?: (?:co|dat|du|dap ung))?$',
    `\\b(?:kho|it|hoi|kem|chi|moi|kho co the|chua han|khong han|khong that) (?:co the |moi )?${assent}\\b`,
    '\\bkhong (?:hoan toan|phai tat ca|thuong xuyen|on dinh)\\b',
    '\\b(?:hau het|phan lon|da so|mot so|chu yeu|it nhieu)\\b',
  ].join('|'),
);
/** With accents: without them most are other words, too. */
const troubles =
  /(?<!(?:không|chưa|hết|ít|thiết|tất|trọng|cốt|chủ) )(?<!\p{L})(?:hỏng|yếu|kém|chậm|lỗi|hạn chế|hoãn|chập chờn|trái (?:với )?(?:quy định|pháp luật|luật))(?!\p{L})/u;

function behindBut(text: string): string[] {
  return text.split(/\b(?:nhưng|nhung|tuy nhiên|tuy nhien|song le|ngoại trừ|ngoai tru)\b/iu).slice(1);
}
