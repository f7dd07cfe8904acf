import type { ReviewList } from '../domain/review.ts';
import type { Shown } from '../reading/grid.ts';
import { quoted } from '../reading/quote.ts';
import { type FoundRow, markCells, reasonsGiven } from './layout/found-rows.ts';
import { standingHeading } from './layout/headings.ts';
import { procedureOf } from './row-code.ts';
import { groundsOf } from './row-grounds.ts';
import { lowerPlan, notAtFour } from './row-level.ts';
import {
  noteAt,
  question,
  type Refusal,
  type Remark,
  type RowContext,
  type RowResult,
} from './row-result.ts';
import { isTakenBack } from './statements.ts';

/** What a row means that only its whole list tells. */
export interface WholeList {
  /** The title of a list of services already online speaks of a level below 4, too. */
  mixed?: boolean;
  /** Signs of which it is not clear whether they are a mark, and what else they may be. */
  doubtful?: ReadonlyMap<string, string>;
  /** Boxes to be ticked lie over cells: a row without a mark may have some. */
  boxed?: boolean;
}

const footnote = /\(\s?(?:\*{1,3}|\d{1,2})\s?\)$|[^*]\*{1,3}$/;

/**
 * Reads one row of a list: its code, its name and what its two ground columns say.
 */
export function importRow(
  row: FoundRow,
  list: ReviewList | 'both',
  context: RowContext,
  whole: WholeList = {},
): RowResult {
  const remarks: Remark[] = [];
  const refused = (why: Refusal): RowResult => ({ refused: why, remarks });
  const name = row.name?.cell.text ?? '';
  const code = procedureOf(row, name, context, remarks);
  if (typeof code !== 'string') return refused(code);
  const known = context.national?.procedures.get(code);
  const footnoted = list === 'not-eligible' || footnote.test(known?.name ?? '') ? undefined : row.name;
  if (footnoted && footnote.test(name))
    remarks.push(
      noteAt(footnoted, `có dấu chú thích ở ${quoted(name)}; lời chú thích ở ngoài ô không được đọc`),
    );
  const back = takenBack(row, list, known?.name);
  if (back && list === 'not-eligible') remarks.push(noteAt(back.at, `có ghi ${quoted(back.text)}`));
  else if (back)
    return refused(
      question(
        back.at,
        `có ghi ${quoted(back.text)}, không rõ dòng này còn trong danh mục hay không`,
        'nếu thủ tục không còn thực hiện thì xóa dòng; nếu còn thì bỏ lời ghi đó',
      ),
    );
  const level = list === 'already-online' ? notAtFour(row, whole.mixed === true, context.levels) : undefined;
  if (level) return refused(level);
  const lower = list === 'eligible' ? lowerPlan(row, context.levels) : undefined;
  if (lower) return refused(lower);
  if (whole.boxed && list !== 'already-online' && markCells(row).length === 0)
    return refused(
      question(row.code, 'ô đánh dấu (hộp kiểm) đặt trên bảng không đọc được', 'gõ "X" vào ô của từng cột'),
    );
  const grounds = groundsOf(row, list, context, remarks, whole.doubtful);
  if ('reason' in grounds) return refused(grounds);
  return { entry: { procedure: code, name: name || (known?.name ?? ''), ...grounds }, remarks };
}

/**
 * The words by which a row is taken back: looked for where remarks stand, in the code cell, in the heading above, and in
 * the name as far as the national one does not say them.
 */
function takenBack(
  row: FoundRow,
  list: ReviewList | 'both',
  known = '',
): { at: Shown | undefined; text: string } | undefined {
  const { code, name, remarks, headings } = row;
  // In Phụ lục II such words are a reason like others.
  const explaining = list === 'not-eligible' ? [] : reasonsGiven(row);
  const named = isTakenBack('row', known) ? undefined : name;
  const at =
    remarks.find(({ about, cell }) => isTakenBack(about === 'other' ? 'row' : 'remark', cell.text)) ??
    [...explaining, code, named].find(shown => shown && isTakenBack('row', shown.cell.text));
  if (at) return { at, text: at.cell.text };
  const heading = standingHeading(headings, line => isTakenBack('row', line));
  return heading === undefined ? undefined : { at: code, text: heading };
}
