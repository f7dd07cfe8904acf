import type { Level } from '../domain/level.ts';
import { textKey, withoutAccents } from '../domain/text.ts';

/**
 * Levels a text speaks of: "mức độ 3, 4", "MĐ4", "toàn trình". Where it denies one ("chưa đạt mức độ 4") all lower ones,
 * if these are several: which of them it is, nobody has said.
 */
export function levelsIn(text: string): Set<Level> {
  const found = new Set<Level>();
  for (const clause of text.split(clauseEnd)) {
    const key = keyOf(clause);
    const add = (level: Level, at: number) => {
      if (!denying.test(key.slice(Math.max(at - 80, 0), at))) found.add(level);
      else if (level > 2) for (let lower = level - 1; lower > 0; lower--) found.add(lower as Level);
    };
    for (const [word, level] of words) for (const { index } of key.matchAll(word)) add(level, index);
    for (const { 1: listed = '', index } of key.matchAll(numbered))
      for (const number of listed.match(one) ?? []) add(numbers[number.replace(/^0/, '')]!, index);
  }
  return found;
}

/** What ends where the next level is named is not said of that one: "phí: không; mức độ 4". */
const clauseEnd = /[,;.\n][^\S\n]*(?=m[ứu]c|m[đd]|to[àa]n tr|d[ịi]ch v|dvc)/iu;

/** The levels a cell of a column of levels says; none where it is something else. */
export function levelsOfCell(text: string): Set<Level> {
  const key = keyOf(text);
  return bare.test(key) ? levelsIn(`muc do ${key}`) : levelsIn(text);
}

/** Nothing but a level, and in words: "Mức 3", "DVC trực tuyến một phần"; a bare number may count anything. */
export function isLevel(text: string): boolean {
  return text.length <= 60 && spelled.test(keyOf(text));
}

const keyOf = (text: string) =>
  // "Mục 3" is a section, not a level.
  withoutAccents(textKey(text.replace(countBehind, '')).replace(/(?<!\p{L})mục(?!\p{L})/gu, ''))
    .replace(/\b(muc do|muc|md|cap do)(?=\d)/g, '$1 ')
    .replace(/\s+/g, ' ')
    .trim();

/** "Mức độ 4 (02 thủ tục)". */
const countBehind = /(?<=\d\s?)\(\s?\d+/g;

const numbers: Record<string, Level> = {
  ...{ 1: 1, 2: 2, 3: 3, 4: 4 },
  ...{ mot: 1, hai: 2, ba: 3, bon: 4, i: 1, ii: 2, iii: 3, iv: 4 },
};
const word = '(?:0?[1-4]|mot|hai|ba|bon|i|ii|iii|iv)';
const one = new RegExp(`\\b${word}\\b`, 'g');
/** "04" may count what stands behind it, or be of a date, unless it is the first of its levels. */
const countsNothing = String.raw`(?!0\d (?:\d\d? )?(?:[1-9]\d|thu tuc|tthc|dich vu|dvc|ho so|quy trinh|don vi|linh vuc))`;
const several = `${word}(?: (?:(?:va|den|hoac) )?(?:muc do |muc |md )?${countsNothing}${word})*`;
const numbered = new RegExp(`\\b(?:muc do|muc|md|cap do) (${several})\\b`, 'g');
const bare = new RegExp(`^(?:dvc(?:tt)? )?${several}$`);
const spelled = new RegExp(
  `^(?:(?:dang|hien|da|o|dat|cung cap|thuc hien|dich vu cong|dvc|dvctt|truc tuyen) )*(?:(?:muc do|muc|md|cap do) ${several}|toan trinh|mot phan)$`,
);
const words: [RegExp, Level][] = [
  [/\btoan trinh\b/g, 4],
  [/\bmot phan\b/g, 3],
  [/\bcung cap thong tin\b/g, 2],
];
/** Before a level, with nothing between but what any such sentence has in it. */
const denying =
  /\b(?:chua|khong|(?<!khong (?:duoc )?)(?:duoi|thap hon))(?: (?:phai|du|dat|duoc|o|la|the|dieu kien|dap ung|cung cap|thuc hien|trien khai|nang|len|thanh|dich vu cong|dvc|dvctt|truc tuyen|muc do|muc|den)){0,8} $/;
