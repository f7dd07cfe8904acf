import { index, keyOf, phrases, rows, towards, wish } from './phrases.ts';

/* What words say of when something shall be or is to be done. */

/** As keys have it, and as it is mostly written. */
const quarter = 'q(?:úy|uý)';
const year = '20\\d\\d';

const later = phrases('(?:từ|trong|đến|cuối|đầu|sang|sau|vào) (?:cuối |đầu )?(?:tháng|quý)|năm (?:sau|tới)');
const alreadySo = phrases('đã');
const toBeMet = phrases('nâng|mức(?: độ)? 4|đủ điều kiện');
const carriedOut = phrases('thực hiện|triển khai|kế hoạch');
const surely = phrases('đáp ứng|đảm bảo|bảo đảm|phù hợp');
/** Not a day by which, but one before which nothing is met: "sau tháng 12 mới đủ điều kiện". */
const notBefore = phrases(
  'mới (?:có thể )?(?:đủ|đáp ứng|đảm bảo|bảo đảm|phù hợp)|sau (?:tháng|quý)|năm (?:sau|tới)|để (?:đảm bảo|bảo đảm|đáp ứng)',
);
const dated = phrases(
  `^${index}(?:trong )?(?:năm|quý \\w{1,3} năm|tháng \\d{1,2} năm) ${year}$`,
  `^${index}(?:dự kiến|lộ trình)(?=.* (?:quý|tháng)(?!\\p{L}))`,
);
const time = `cuối|đầu|${quarter}|tháng|năm|[ivx]{1,3}|\\d{1,2}`;
/** In which year something shall be: "đủ điều kiện từ quý I/2022"; and a line that says nothing else: "Nâng năm 2022". */
const inYear = phrases(
  `(?:^|(?:từ|trong|đến|sang|sau|vào|nâng|hoàn thành|thực hiện|triển khai) )(?:(?:${towards}|${time}) ){0,9}${year}`,
);
const wholeInYear = phrases(
  `^${index}(?=.*(?:${quarter}|tháng|năm|nâng|từ) )(?:(?:${rows}|${wish}|${towards}|${time}|dự kiến|lộ trình|sẽ|đợt|từ|trong|đến|sang|vào|hoàn thành|triển khai|chuyển) ){1,12}${year}$`,
);
/** Papers have years of their own. */
const ofPaper = phrases('đã|tầm nhìn|giai đoạn|đề án|chương trình|chiến lược|quyết định|nghị quyết|hiệu lực');

/** A heading that gives a day within a plan or a year, from which nobody can tell whether its rows are to wait. */
export function givesDay(text: string): boolean {
  return dated.anyhow(keyOf(text));
}

/** Puts something into a year behind the last of the plan; `alone`: and says nothing else. */
export function isBehind(text: string, lastYear = Number.POSITIVE_INFINITY, alone = false): boolean {
  if (!/20\d\d/.test(text)) return false;
  const key = keyOf(text);
  const said = (alone ? wholeInYear : inYear).find(key)?.[0];
  return said !== undefined && Number(said.slice(-4)) > lastYear && !ofPaper.anyhow(key);
}

/** Says when, and not that it was: "từ tháng 9", "năm sau". */
export function putsOff(text: string): boolean {
  const key = keyOf(text);
  return later.anyhow(key) && !alreadySo.anyhow(key);
}

/** Names the day by which what can rise shall: plans set quarters for that. */
export function setsDay(text: string): boolean {
  const key = keyOf(text);
  const done = toBeMet.anyhow(key) || (carriedOut.anyhow(key) && surely.anyhow(key));
  return done && putsOff(text) && !notBefore.anyhow(key);
}
