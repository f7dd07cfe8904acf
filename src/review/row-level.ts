import type { Level } from '../domain/level.ts';
import { isLevel, levelsIn, levelsOfCell } from '../reading/level-words.ts';
import { quoted } from '../reading/quote.ts';
import type { LevelTerms } from '../words/level-names.ts';
import { type FoundRow, saidBeside } from './layout/found-rows.ts';
import { standingHeading } from './layout/headings.ts';
import { isOfRow } from './layout/words.ts';
import { markOf } from './marks.ts';
import { question, type Refusal } from './row-result.ts';
import { type Statement, statementAt } from './statements.ts';

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
  const stopped = remarks.find(({ about, cell }) => about !== 'other' && statementAt('online', cell.text));
  if (stopped) return question(stopped, `${among} ghi ${quoted(stopped.cell.text)}`, less);
  let atFour = false;
  // A column whose heading says nothing of levels may hold them all the same.
  const unheaded = remarks.filter(({ cell }) => isLevel(cell.text)).map(shown => ({ shown }));
  for (const { shown, of } of [...levels, ...unheaded] as FoundRow['levels']) {
    if (!shown) continue;
    const { text } = shown.cell;
    const isTick = of === undefined ? undefined : isTicked(text);
    if (isTick === false) continue;
    const said = isTick ? new Set([of!]) : levelsOfCell(text);
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
    if ((of ?? 4) === 4 && statementAt('planned', text)) return { shown, levels: new Set<Level>([1]), as };
    return of !== undefined && isTicked(text) ? { shown, levels: new Set([of]), as: `là ${named(of)}` } : [];
  });
  if (said.some(({ levels }) => levels.has(4))) return undefined;
  const [lower] = said;
  const todo = `sửa lại ${noun} nếu đề nghị ${named(4)}; nếu không thì chuyển dòng sang Phụ lục II`;
  if (lower) return question(lower.shown, `nằm trong Phụ lục I nhưng ${noun} đề nghị ${lower.as}`, todo);
  const stopped = saidBeside(row).find(
    ({ about, cell }) => isOfRow(about) && isLess(statementAt('remark', cell.text)),
  );
  return stopped && question(stopped, `nằm trong Phụ lục I nhưng ghi ${quoted(stopped.cell.text)}`, todo);
}

const isLess = (said: Statement | undefined) => said === 'less' || said === 'kept';

const lowest = (levels: ReadonlySet<Level>): number => Math.min(...levels, Number.POSITIVE_INFINITY);

/** Of a column about one level: is the cell a mark, and which? Undefined where it is no mark. */
function isTicked(text: string): boolean | undefined {
  const mark = markOf(text);
  if (mark === 'tick' || mark === 'met') return true;
  return mark === 'text' || mark === 'sign' || mark === 'cross' ? undefined : false;
}
