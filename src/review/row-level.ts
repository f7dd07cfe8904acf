import type { Level } from '../domain/level.ts';
import { textKey, withoutAccents } from '../domain/text.ts';
import { isLevel, levelsIn, levelsOfCell } from '../reading/level-words.ts';
import { quoted } from '../reading/quote.ts';
import type { LevelTerms } from '../words/level-names.ts';
import { stopsBelow, takesBack } from './layout/against.ts';
import { type FoundRow, saidBeside } from './layout/found-rows.ts';
import { standingHeading } from './layout/headings.ts';
import { isOfRow } from './layout/words.ts';
import { markOf } from './marks.ts';
import { question, type Refusal } from './row-result.ts';

/** Does a title speak of a level below 4? Then each row has to say its own. */
export function speaksOfLess(titles: readonly string[]): boolean {
  return titles.some(line => lowest(levelsIn(line)) < 4);
}

/**
 * Why a row of a list of services already at level 4 may not be there, as its columns of levels or the heading above it
 * say; undefined where nothing speaks against it.
 *
 * @param mixed the list's title speaks of a level below 4, too.
 */
export function notAtFour(
  { code, levels, remarks, headings }: FoundRow,
  mixed: boolean,
  { of: named, noun }: LevelTerms,
): Refusal | undefined {
  const among = `nằm trong danh mục đã ở ${named(4)} nhưng`;
  const less = `bỏ dòng khỏi danh mục này và rà soát theo Phụ lục I hoặc II; nếu đã ở ${named(4)} thì sửa lại ${noun}`;
  const unsaid = `ghi rõ ${noun} của từng dòng: ${named(4)} hoặc thấp hơn`;
  const stopped = remarks.find(
    ({ about, cell }) =>
      about !== 'other' &&
      (cell.text.split(/[,;()]/).some(clause => notRunning.test(textKey(clause))) ||
        takesBack(cell.text) ||
        namesLower(cell.text)),
  );
  if (stopped) return question(stopped, `${among} ghi ${quoted(stopped.cell.text)}`, less);
  let atFour = false;
  // A column whose heading says nothing of levels may hold them all the same.
  const unheaded = remarks.filter(({ cell }) => isLevel(cell.text)).map(shown => ({ shown }));
  for (const { shown, of } of [...levels, ...unheaded] as FoundRow['levels']) {
    if (!shown) continue;
    const { text } = shown.cell;
    const said = of !== undefined && isTicked(text) !== undefined ? ticked(of, text) : levelsOfCell(text);
    if (said === undefined) continue;
    if (said.size === 0) return question(shown, `không rõ ${quoted(text)} là ${noun} nào`, unsaid);
    if (lowest(said) < 4)
      return question(
        shown,
        `${among} ${isTicked(text) ? `được đánh dấu ở cột ${named(of)}` : `cột ${noun} ghi ${quoted(text)}`}`,
        less,
      );
    atFour = true;
  }
  if (atFour) return undefined;
  const heading = standingHeading(headings, line => levelsIn(line).size > 0);
  if (heading !== undefined && lowest(levelsIn(heading)) < 4)
    return question(code, `${among} thuộc mục ${quoted(heading)}`, less);
  if (heading === undefined && mixed)
    return question(code, `không ghi ${noun}, mà tiêu đề danh mục có cả mức thấp hơn`, unsaid);
  return undefined;
}

/** Why a row of Phụ lục I is not meant for level 4: the level that is proposed for it, or a remark, is a lower one. */
export function lowerPlan(row: FoundRow, { of: named, noun }: LevelTerms): Refusal | undefined {
  const { plans, levels: present } = row;
  // Nothing that is at level 4 is to be raised: columns to be ticked, one of them for level 4, say what shall be, unless
  // they are headed with what is.
  const unsaid = present.filter(({ now }) => !now);
  const shall = unsaid.some(({ of }) => of === 4) ? [...plans, ...unsaid] : plans;
  const said = shall.flatMap(({ shown, of }) => {
    if (!shown) return [];
    const { text } = shown.cell;
    const as = `ghi ${quoted(text)}`;
    // Below a level a number is something else: the quarter in which it shall be reached.
    const levels = of === undefined || isLevel(text) ? levelsOfCell(text) : undefined;
    if (levels?.size) return { shown, levels, as };
    if ((of ?? 4) === 4 && (refused.test(withoutAccents(textKey(text))) || stopsBelow(text)))
      return { shown, levels: new Set<Level>([1]), as };
    return of !== undefined && isTicked(text) ? { shown, levels: new Set([of]), as: `là ${named(of)}` } : [];
  });
  if (said.some(({ levels }) => levels.has(4))) return undefined;
  const [lower] = said;
  const todo = `sửa lại ${noun} nếu đề nghị ${named(4)}; nếu không thì chuyển dòng sang Phụ lục II`;
  if (lower) return question(lower.shown, `nằm trong Phụ lục I nhưng ${noun} đề nghị ${lower.as}`, todo);
  const stopped = saidBeside(row).find(({ about, cell }) => isOfRow(about) && stopsBelow(cell.text));
  return stopped && question(stopped, `nằm trong Phụ lục I nhưng ghi ${quoted(stopped.cell.text)}`, todo);
}

/** No level at all is proposed. */
const refused =
  /^(?:de nghi |de xuat )?khong (?:cung cap|thuc hien|trien khai|de nghi|de xuat|nang|dang ky)(?: (?:dich vu cong|dvc|dvctt|truc tuyen|len|muc do|muc|4))*$/;

/** A service that is at level 4 stays where it is by what keeps "mức độ hiện tại". */
function namesLower(text: string): boolean {
  return stopsBelow(text) && !/\b(?:hien tai|hien nay|nhu cu)$/.test(withoutAccents(textKey(text)));
}

/** With and without accents, but where these tell words apart; of the service itself, not of a part of it. */
const notRunning =
  /(?<!\p{L})(?:chưa|chua|không còn|khong con|tạm dừng|tạm ngừng|tạm ngưng|ngừng|ngưng|dừng) (?:được |duoc )?(?:triển khai|trien khai|cung cấp|cung cap|thực hiện|thuc hien|áp dụng|ap dung|hoạt động|hoat dong|vận hành|van hanh|kích hoạt|kich hoat|nâng|nang)(?: (?:thủ tục|thu tuc|tthc|dịch vụ|dich vu|công|cong|dvc|dvctt|trực tuyến|truc tuyen|này|nay|nữa|nua|được|duoc|hẳn|han|chính|chinh|thức|thuc|xong|lên|len|mức|muc|độ|do|4|toàn trình|toan trinh)){0,9}(?:$| (?:do|vì|vi|từ|tu|để|de|đến|den|trên|tren|tại|tai|năm|nam)(?!\p{L}))/u;

const lowest = (levels: ReadonlySet<Level>): number => Math.min(...levels, Number.POSITIVE_INFINITY);

/** Of a column about one level: is the cell a mark, and which? Undefined where it is no mark. */
function isTicked(text: string): boolean | undefined {
  const mark = markOf(text);
  if (mark === 'tick' || mark === 'met') return true;
  return mark === 'text' || mark === 'sign' || mark === 'cross' ? undefined : false;
}

function ticked(of: Level, text: string): Set<Level> | undefined {
  return isTicked(text) ? new Set([of]) : undefined;
}
