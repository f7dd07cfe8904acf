import { conditionsNamed, noCondition } from '../domain/explanation.ts';
import { type Ground, type GroundKind, groundKinds, type ReviewList } from '../domain/review.ts';
import { textKey, withoutAccents } from '../domain/text.ts';
import type { Shown } from '../reading/grid.ts';
import { levelsIn } from '../reading/level-words.ts';
import { quoted } from '../reading/quote.ts';
import { sameSigns } from '../reading/symbol-fonts.ts';
import type { NewEntry } from '../store/reviews/reviews.ts';
import { mergedGround } from './grounds.ts';
import {
  type FoundGrounds,
  type FoundRow,
  markCells,
  reasonsGiven,
  saidBeside,
} from './layout/found-rows.ts';
import { isOfRow, type RemarkColumn } from './layout/words.ts';
import { groundNames, type JudgedGround, judgeGround, markOf, neither, unclear } from './marks.ts';
import { type JudgedText, judgeText } from './reason-text.ts';
import { type ReasonWords, unknownReason } from './reason-words.ts';
import { noteAt, question, type Refusal, type Remark, type RowContext } from './row-result.ts';
import { isBehind, putsOff } from './statement-days.ts';
import { isHedged, statementAt } from './statements.ts';

type Grounds = Pick<NewEntry, 'list' | 'technical' | 'legal'>;

/** What the ground cells of a row say in its list; a refusal where that cannot be told. */
export function groundsOf(
  row: FoundRow,
  list: ReviewList | 'both',
  context: Pick<RowContext, 'words' | 'lastYear'>,
  remarks: Remark[],
  doubtful: ReadonlyMap<string, string> = new Map(),
): Grounds | Refusal {
  const { words } = context;
  const broken = markCells(row).find(({ cell }) => cell.kind === 'formula' || cell.kind === 'error');
  if (broken)
    return question(
      broken,
      broken.cell.kind === 'error' ? `ô báo lỗi ${broken.cell.text}` : 'ô là công thức chưa có giá trị',
      'gõ thẳng giá trị vào ô, hoặc mở tệp, lưu lại rồi gửi lại',
    );
  const taken = list === 'both' ? sideOf(row) : { list, cells: cellsOf(row, list) };
  if ('reason' in taken) return taken;
  const { technical, legal } = taken.cells;
  const lines: Line[] = row.further.map(line => ({
    cells: cellsOf(line, taken.list),
    further: line.loose ? 'loose' : 'merged',
  }));
  const grounds = {} as Record<GroundKind, JudgedGround>;
  for (const kind of groundKinds) {
    const begun = goingOn(taken, kind, lines);
    const saying = [{ cells: begun }, ...lines]
      .filter(line => speaks(line.cells[kind], taken.list, words, line))
      .map(({ cells }) => cells);
    const read = saying.length > 0 ? saying : [begun];
    const said = read.map(cells => ({
      at: cells[kind],
      ...judged(kind, { list: taken.list, cells }, context, doubtful),
    }));
    for (const { at, unclear, told } of said) {
      if (unclear !== undefined)
        return question(
          at,
          `cột ${groundNames[kind]}: ${unclear}`,
          taken.list === 'eligible'
            ? 'ghi "X" nếu đã đạt; nếu chưa, chuyển dòng sang Phụ lục II và ghi rõ lý do'
            : 'ghi "X" hoặc ghi rõ lý do',
        );
      if (told !== undefined) remarks.push(noteAt(at, told));
    }
    const other = said.find(({ blocks }) => blocks !== said[0]!.blocks)?.at;
    if (other)
      return question(
        other,
        `một mã ghi qua nhiều dòng mà các dòng ghi khác nhau (${quoted(other.cell.text)})`,
        'mỗi thủ tục một dòng, ghi một lần ở mỗi cột',
      );
    grounds[kind] = mergedGround(said);
  }
  const contrary = taken.list === 'eligible' ? contraryReason(row, grounds, context) : undefined;
  if (contrary)
    return question(
      contrary,
      `ghi trong Phụ lục I nhưng lại nêu lý do chưa đạt (${quoted(contrary.cell.text)})`,
      'chuyển dòng sang Phụ lục II, hoặc bỏ lý do nếu đã đạt',
    );
  // One cell merged over both columns says one thing, once.
  addReason(row, grounds, taken.list, words, remarks);
  if (taken.list === 'not-eligible' && grounds.technical.blocks === false && grounds.legal.blocks === false)
    return question(
      technical ?? legal,
      'ghi trong Phụ lục II nhưng cả hai cột đều là đạt',
      'chuyển dòng sang Phụ lục I, hoặc nêu điều kiện chưa đạt',
    );
  remark(row, taken, grounds, words, remarks);
  const plain = ({ blocks, reasons, text }: JudgedGround): Ground => ({ blocks, reasons, text });
  return { list: taken.list, technical: plain(grounds.technical), legal: plain(grounds.legal) };
}

interface Line {
  cells: FoundGrounds;
  further?: 'merged' | 'loose';
}

/**
 * Of several lines of a row, does one say something of a ground? In Phụ lục I further ones may hold any words, and a
 * loose one, in either list, a name or a place of those who sign: it counts where it says that something is lacking.
 */
function speaks(
  shown: Shown | undefined,
  list: ReviewList,
  words: ReasonWords,
  { further }: Pick<Line, 'further'>,
): boolean {
  const text = shown?.cell.text ?? '';
  const mark = markOf(text);
  if (mark !== 'text' || !further) return mark !== 'empty' && mark !== 'dash';
  if (list !== 'eligible') return further === 'merged';
  const { verdict } = judgeText(text, words);
  return verdict === 'lacking' || (verdict !== 'neutral' && further === 'merged') || isHedged(text, words);
}

/** In Phụ lục II a reason that goes on in the lines below, as one: they go on in small letters, where names do not. */
function goingOn({ list, cells }: Side, kind: GroundKind, lines: readonly Line[]): FoundGrounds {
  const shown = cells[kind];
  if (list !== 'not-eligible' || !shown || markOf(shown.cell.text) !== 'text') return cells;
  const more = lines
    .filter(({ further }) => further === 'loose')
    .flatMap(line => line.cells[kind]?.cell.text ?? [])
    .filter(text => /^[^\p{L}\p{N}]*\p{Ll}/u.test(text));
  const text = [shown.cell.text, ...more].join(' ');
  return { ...cells, [kind]: { ...shown, cell: { ...shown.cell, text } } };
}

/** The ground cells of a row, or of a further line of it, for the list it stands in. */
function cellsOf({ grounds }: Pick<FoundRow, 'grounds'>, list: ReviewList): FoundGrounds {
  return grounds[list] ?? grounds.unsaid ?? {};
}

/** A ground of a row; where several columns claim it, what they say together. */
function judged(
  kind: GroundKind,
  { list, cells }: Side,
  { words, lastYear }: Pick<RowContext, 'words' | 'lastYear'>,
  doubtful: ReadonlyMap<string, string>,
): JudgedGround {
  const own = cells[kind]?.cell.text ?? '';
  const doubt = doubtful.get(sameSigns(own));
  if (doubt !== undefined) return unclear(`không rõ ${quoted(own)} là đánh dấu hay là ${doubt}`);
  const other = markOf(cells[kind === 'technical' ? 'legal' : 'technical']?.cell.text ?? '');
  const all = (cells.rivals?.[kind] ?? [{ shown: cells[kind] }]).map(({ shown }) =>
    judgeGround(shown?.cell.text ?? '', list, words, other, kind),
  );
  const said =
    all.find(({ unclear }) => unclear !== undefined) ?? (all.length === 1 ? all[0]! : mergedGround(all));
  const behind = list === 'eligible' && said.blocks === false && isBehind(own, lastYear);
  return behind ? unclear(neither(own)) : said;
}

/** Signs that are a mark unless the same list marks otherwise: a crossed box then may be a "no", a star a footnote's. */
export function doubtfulSigns(rows: readonly FoundRow[]): Map<string, string> {
  const signs = new Set(rows.flatMap(markCells).map(({ cell }) => sameSigns(cell.text)));
  const doubtful = new Map<string, string>();
  if (signs.has('☑')) doubtful.set('☒', '"không", vì danh mục dùng cả ☑');
  if ([...signs].some(sign => sign !== '*' && markOf(sign) === 'tick'))
    doubtful.set('*', 'chú thích, vì danh mục dùng cả dấu khác');
  return doubtful;
}

/** Why nobody can tell which of two columns is meant that claim one ground and say different things of it in a row. */
export function contradiction(
  row: FoundRow,
  list: ReviewList,
  words: ReasonWords,
  titles: readonly string[],
): Refusal | undefined {
  const { rivals = {} } = cellsOf(row, list);
  for (const kind of groundKinds) {
    const said = (rivals[kind] ?? []).map(({ column, shown }) => {
      const text = shown?.cell.text ?? '';
      return { column, shown, text, blocks: judgeGround(text, list, words, 'empty', kind).blocks };
    });
    const [first] = said;
    const other = said.find(({ blocks }) => blocks !== first?.blocks);
    if (first && other)
      return question(
        other.shown ?? first.shown,
        `hai cột «${titles[first.column]}» và «${titles[other.column]}» cùng nói về ${groundNames[kind]} nhưng ghi khác nhau (${quoted(first.text)} và ${quoted(other.text)})`,
        'giữ lại một cột, hoặc đổi tên cột kia; cả danh mục chưa nhập',
      );
  }
  return undefined;
}

/** In Phụ lục I, a reason why it cannot be done beside grounds that are all in order. */
function contraryReason(
  row: FoundRow,
  grounds: Record<GroundKind, JudgedGround>,
  { words, lastYear }: Pick<RowContext, 'words' | 'lastYear'>,
): Shown | undefined {
  if (grounds.technical.blocks || grounds.legal.blocks) return undefined;
  // Beside grounds that are said to be met it is no word against the row; else it is all the row says.
  const met = grounds.technical.blocks === false && grounds.legal.blocks === false;
  const denied = saidBeside(row).find(({ about, cell: { text } }) => {
    if (about === 'name') return statementAt('below', text) !== undefined;
    if (!isOfRow(about)) return false;
    if (markOf(text) === 'not-met' && !(met && lacksSomething(text, about))) return true;
    return statementAt('remark', text) === 'denied' || isBehind(text, lastYear, true);
  });
  const blocks = ({ cell }: Shown) => judgeGround(cell.text, 'eligible', words, 'empty').blocks;
  return denied ?? reasonsGiven(row).find(blocks);
}

/** "Chưa có" alone: what there is none of, perhaps a remark, is not said; nor what not, by a bare "chưa" where somebody is to propose something. */
function lacksSomething(text: string, about: RemarkColumn): boolean {
  const key = withoutAccents(textKey(text));
  return key === 'chua co' || (key === 'chua' && about === 'word');
}

type Side = { list: ReviewList; cells: FoundGrounds };

/** One table for both lists: the row belongs where it is marked. */
function sideOf(row: FoundRow): Side | Refusal {
  const says = (shown: Shown | undefined) =>
    !['empty', 'dash', 'no', 'box', 'nothing', 'no-obstacle'].includes(markOf(shown?.cell.text ?? ''));
  const no = row.grounds['not-eligible'] ?? {};
  const yes = row.grounds.eligible ?? {};
  const doubled = groundKinds.find(kind => says(no[kind]) && says(yes[kind]));
  if (doubled)
    return question(
      no[doubled],
      `vừa đủ vừa chưa đủ điều kiện về ${groundNames[doubled]}`,
      'chỉ đánh dấu một bên',
    );
  if (says(no.technical) || says(no.legal)) {
    // A tick on the eligible side is a condition met.
    const met = (kind: GroundKind) =>
      says(no[kind]) ? no[kind] : says(yes[kind]) ? asMet(yes[kind]!) : undefined;
    return { list: 'not-eligible', cells: { technical: met('technical'), legal: met('legal') } };
  }
  if (says(yes.technical) || says(yes.legal)) return { list: 'eligible', cells: yes };
  return question(row.code, 'không đánh dấu bên đủ hay chưa đủ điều kiện', 'đánh dấu "X" vào đúng cột');
}

function asMet(shown: Shown): Shown {
  return markOf(shown.cell.text) === 'tick' ? { ...shown, cell: { ...shown.cell, text: 'đạt' } } : shown;
}

/** A column "Lý do" explains whichever ground is in the way without saying why; "Vướng mắc về pháp lý" that one. */
function addReason(
  row: FoundRow,
  grounds: Record<GroundKind, JudgedGround>,
  list: ReviewList,
  words: ReasonWords,
  remarks: Remark[],
): void {
  if (list !== 'not-eligible') return;
  const blocking = (shown: Shown | undefined): JudgedGround | undefined => {
    const text = shown?.cell.text ?? '';
    const judgement = markOf(text) === 'text' ? judgeGround(text, list, words, 'empty') : undefined;
    return judgement?.blocks === true ? judgement : undefined;
  };
  for (const kind of groundKinds) {
    const own = blocking(row.reasons[kind]);
    if (own && (grounds[kind].blocks === undefined || grounds[kind].text === null)) grounds[kind] = own;
  }
  const noted = row.reason ? undefined : reasonInRemark(row, grounds, blocking, words);
  const judgement = blocking(row.reason) ?? noted?.judgement;
  if (!judgement) return;
  const open = groundKinds.filter(kind => grounds[kind].blocks === true && grounds[kind].text === null);
  if (open.length === 0 && groundKinds.every(kind => grounds[kind].blocks === undefined)) {
    const kinds = judgement.reasons.map(code => words.conditions[code]?.ground ?? 'technical');
    open.push(...new Set(kinds));
    remarks.push(
      noteAt(
        row.reason ?? noted?.at,
        `lý do không ghi thuộc cột nào; hiểu là về ${open.map(kind => groundNames[kind]).join(' và ')}`,
      ),
    );
  }
  if (noted && open.length > 0)
    remarks.push(noteAt(noted.at, `hiểu ${quoted(noted.at.cell.text)} là lý do chưa đạt`));
  for (const kind of open) grounds[kind] = judgement;
}

/** Where nothing else of a row says why, "Ghi chú" may, if it names a condition. */
function reasonInRemark(
  { remarks }: FoundRow,
  grounds: Record<GroundKind, JudgedGround>,
  blocking: (shown: Shown) => JudgedGround | undefined,
  { conditions }: ReasonWords,
): { at: Shown; judgement: JudgedGround } | undefined {
  if (conditionsNamed(grounds).length > 0) return undefined;
  for (const at of remarks) {
    const judgement = at.about === 'note' ? blocking(at) : undefined;
    if (judgement?.reasons.some(code => code !== noCondition && Object.hasOwn(conditions, code)))
      return { at, judgement };
  }
  return undefined;
}

/** Named in a remark they say nothing against a row. */
const harmless = new Set<string>([noCondition, 'no-demand']);

function remark(
  row: FoundRow,
  { list, cells }: Side,
  grounds: Record<'technical' | 'legal', Ground>,
  words: ReasonWords,
  remarks: Remark[],
): void {
  for (const kind of groundKinds) {
    const { blocks, reasons, text } = grounds[kind];
    const at = cells[kind] ?? row.reason;
    if (at && text !== null && reasons.includes(unknownReason))
      remarks.push({ kind: 'unknown-reason', at, text });
    if (list === 'eligible' && blocks === true)
      remarks.push(noteAt(at, `ghi trong Phụ lục I nhưng cột ${groundNames[kind]} là chưa đạt`));
  }
  if (list === 'eligible' && !grounds.technical.blocks && !grounds.legal.blocks)
    for (const at of saidBeside(row)) {
      const { text } = at.cell;
      const { verdict, reasons } = judgeText(text, words);
      const names = reasons.some(code => Object.hasOwn(words.conditions, code) && !harmless.has(code));
      const answers = at.about !== 'note' && !reasons.includes('no-demand');
      const ofRow = isOfRow(at.about);
      if (
        (verdict === 'lacking' && (names || (ofRow && answers))) ||
        (ofRow && (puts(text, verdict) || lacksSomething(text, at.about)))
      )
        remarks.push(noteAt(at, `có ghi ${quoted(text)}; vẫn hiểu là đạt vì dòng nằm trong Phụ lục I`));
    }
  const dash = [cells.technical, cells.legal].find(shown => shown && markOf(shown.cell.text) === 'dash');
  const unsaid = groundKinds.every(kind => grounds[kind].blocks === undefined);
  if (list === 'eligible' && dash && unsaid)
    remarks.push(
      noteAt(
        dash,
        `chỉ ghi ${quoted(dash.cell.text)}, không nói đã đạt hay chưa; hiểu là đạt vì dòng nằm trong Phụ lục I`,
      ),
    );
}

/** A plan, a wish, a later day: not what level there is now, nor that it shall rise. */
function puts(text: string, verdict: JudgedText['verdict']): boolean {
  return levelsIn(text).size === 0 && (verdict === 'intending' || putsOff(text));
}
