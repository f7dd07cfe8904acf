import type { Ground, ReviewList } from '../domain/review.ts';
import type { NewEntry } from '../store/reviews.ts';
import type { FoundRow } from './layout/find-lists.ts';
import type { Shown } from './layout/grid.ts';
import { groundNames, type JudgedGround, judgeGround, markOf } from './marks.ts';
import type { NationalList } from './procedure-check.ts';
import { type ReasonWords, unknownReason } from './reason-words.ts';
import { procedureOf } from './row-code.ts';

export interface RowContext {
  locality: string;
  words: ReasonWords;
  national: NationalList | undefined;
  /** A system's own code, as `localCode` leaves it → national code, as the operator has mapped them. */
  mapped: ReadonlyMap<string, string>;
}

/** What a row came to; `at` is the column the remark is about. */
export type RowResult =
  | { entry: Omit<NewEntry, 'agency' | 'source'>; remarks: Remark[] }
  | { refused: Refusal; remarks: Remark[] };
export type Remark =
  | { kind: 'corrected'; at: Shown; what: string; from: string; to: string }
  | { kind: 'note'; at: Shown | undefined; text: string }
  | { kind: 'unknown-reason'; at: Shown; text: string };
export interface Refusal {
  kind: 'questioned' | 'rejected';
  at: Shown | undefined;
  reason: string;
  todo: string;
  suggestions: { code: string; name: string }[];
}

/** Reads one row of a list: its code, its name and what its two ground columns say. */
export function importRow(row: FoundRow, list: ReviewList | 'both', context: RowContext): RowResult {
  const remarks: Remark[] = [];
  const name = row.name?.cell.text ?? '';
  const code = procedureOf(row, name, context, remarks);
  if (typeof code !== 'string') return { refused: code, remarks };
  const grounds = groundsOf(row, list, context.words, remarks);
  if ('reason' in grounds) return { refused: grounds, remarks };
  const known = context.national?.procedures.get(code);
  return { entry: { procedure: code, name: name || (known?.name ?? ''), ...grounds }, remarks };
}

type Grounds = Pick<NewEntry, 'list' | 'technical' | 'legal'>;

function groundsOf(
  row: FoundRow,
  list: ReviewList | 'both',
  words: ReasonWords,
  remarks: Remark[],
): Grounds | Refusal {
  const broken = Object.values(row.grounds)
    .flatMap(({ technical, legal }) => [technical, legal])
    .find(shown => shown && (shown.cell.kind === 'formula' || shown.cell.kind === 'error'));
  if (broken)
    return question(
      broken,
      broken.cell.kind === 'error' ? `ô báo lỗi ${broken.cell.text}` : 'ô là công thức chưa có giá trị',
      'gõ thẳng giá trị vào ô, hoặc mở tệp, lưu lại rồi gửi lại',
    );
  const taken =
    list === 'both' ? sideOf(row) : { list, cells: row.grounds[list] ?? row.grounds.unsaid ?? {} };
  if ('reason' in taken) return taken;
  const { technical, legal } = taken.cells;
  const texts = { technical: technical?.cell.text ?? '', legal: legal?.cell.text ?? '' };
  const grounds = {
    technical: judgeGround(texts.technical, taken.list, words, markOf(texts.legal)),
    legal: judgeGround(texts.legal, taken.list, words, markOf(texts.technical)),
  };
  for (const kind of ['technical', 'legal'] as const) {
    const { unclear } = grounds[kind];
    if (unclear !== undefined)
      return question(taken.cells[kind], `cột ${groundNames[kind]}: ${unclear}`, 'ghi "X" hoặc ghi rõ lý do');
  }
  // One cell merged over both columns says one thing, once.
  addReason(row, grounds, taken.list, words, remarks);
  if (taken.list === 'not-eligible' && grounds.technical.blocks === false && grounds.legal.blocks === false)
    return question(
      technical ?? legal,
      'ghi trong Phụ lục II nhưng cả hai cột đều là đạt',
      'chuyển dòng sang Phụ lục I, hoặc nêu điều kiện chưa đạt',
    );
  remark(row, taken, grounds, remarks);
  return { list: taken.list, technical: plain(grounds.technical), legal: plain(grounds.legal) };
}

type Side = { list: ReviewList; cells: { technical?: Shown; legal?: Shown } };

/** One table for both lists: the row belongs where it is marked. */
function sideOf(row: FoundRow): Side | Refusal {
  const says = (shown: Shown | undefined) =>
    !['empty', 'dash', 'no'].includes(markOf(shown?.cell.text ?? ''));
  const no = row.grounds['not-eligible'] ?? {};
  const yes = row.grounds.eligible ?? {};
  const doubled = (['technical', 'legal'] as const).find(kind => says(no[kind]) && says(yes[kind]));
  if (doubled)
    return question(
      no[doubled],
      `vừa đủ vừa chưa đủ điều kiện về ${groundNames[doubled]}`,
      'chỉ đánh dấu một bên',
    );
  if (says(no.technical) || says(no.legal)) {
    // A tick on the eligible side is a condition met.
    const met = (kind: 'technical' | 'legal') =>
      says(no[kind]) ? no[kind] : says(yes[kind]) ? asMet(yes[kind]!) : undefined;
    const [technical, legal] = [met('technical'), met('legal')];
    return { list: 'not-eligible', cells: { ...(technical && { technical }), ...(legal && { legal }) } };
  }
  if (says(yes.technical) || says(yes.legal)) return { list: 'eligible', cells: yes };
  return question(row.code, 'không đánh dấu bên đủ hay chưa đủ điều kiện', 'đánh dấu "X" vào đúng cột');
}

function asMet(shown: Shown): Shown {
  return markOf(shown.cell.text) === 'tick' ? { ...shown, cell: { ...shown.cell, text: 'đạt' } } : shown;
}

/** A column "Lý do" explains whichever ground is in the way without saying why. */
function addReason(
  row: FoundRow,
  grounds: Record<'technical' | 'legal', JudgedGround>,
  list: ReviewList,
  words: ReasonWords,
  remarks: Remark[],
): void {
  const text = row.reason?.cell.text ?? '';
  if (list !== 'not-eligible' || markOf(text) !== 'text') return;
  const judged = judgeGround(text, list, words, 'empty');
  if (judged.blocks !== true) return;
  const open = (['technical', 'legal'] as const).filter(
    kind => grounds[kind].blocks === true && grounds[kind].text === null,
  );
  if (open.length === 0 && grounds.technical.blocks === undefined && grounds.legal.blocks === undefined) {
    const kinds = judged.reasons.map(code => words.conditions[code]?.ground ?? 'technical');
    open.push(...new Set(kinds));
    remarks.push({
      kind: 'note',
      at: row.reason,
      text: `lý do không ghi thuộc cột nào; hiểu là về ${open.map(kind => groundNames[kind]).join(' và ')}`,
    });
  }
  for (const kind of open) grounds[kind] = judged;
}

function remark(
  row: FoundRow,
  { list, cells }: Side,
  grounds: Record<'technical' | 'legal', Ground>,
  remarks: Remark[],
): void {
  for (const kind of ['technical', 'legal'] as const) {
    const { blocks, reasons, text } = grounds[kind];
    const at = cells[kind] ?? row.reason;
    if (at && text !== null && reasons.includes(unknownReason))
      remarks.push({ kind: 'unknown-reason', at, text });
    if (list === 'eligible' && blocks === true)
      remarks.push({
        kind: 'note',
        at,
        text: `ghi trong Phụ lục I nhưng cột ${groundNames[kind]} là chưa đạt`,
      });
  }
  if (list === 'not-eligible' && grounds.technical.blocks !== true && grounds.legal.blocks !== true)
    remarks.push({ kind: 'note', at: row.code, text: 'chưa nêu điều kiện chưa đạt' });
}

function question(at: Shown | undefined, reason: string, todo: string): Refusal {
  return { kind: 'questioned', at, reason, todo, suggestions: [] };
}

function plain({ blocks, reasons, text }: JudgedGround): Ground {
  return { blocks, reasons, text };
}
