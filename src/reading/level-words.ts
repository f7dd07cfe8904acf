import type { Level } from '../domain/level.ts';
import { textKey, withoutAccents } from '../domain/text.ts';

/** Levels a text speaks of: "mức độ 3, 4", "MĐ4", "toàn trình"; all lower ones where it denies one: "chưa đạt mức độ 4". */
export function levelsIn(text: string): Set<Level> {
  const key = keyOf(text);
  const found = new Set<Level>();
  const add = (level: Level, at: number) => {
    if (!denying.test(key.slice(Math.max(at - 80, 0), at))) found.add(level);
    else for (let lower = level - 1; lower > 0; lower--) found.add(lower as Level);
  };
  for (const [word, level] of words) for (const { index } of key.matchAll(word)) add(level, index);
  for (const { 1: listed = '', index } of key.matchAll(numbered))
    for (const number of listed.match(one) ?? []) add(numbers[number.replace(/^0/, '')]!, index);
  return found;
}

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
  /\b(?:chua|khong|duoi|thap hon)(?: (?:phai|du|dat|duoc|o|la|the|dieu kien|dap ung|cung cap|thuc hien|trien khai|nang|len|thanh|dich vu cong|dvc|dvctt|truc tuyen|muc do|muc|den)){0,8} $/;
