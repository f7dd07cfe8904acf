import { type ReviewList, reviewListNames } from '../domain/review.ts';
import { quoted } from '../reading/quote.ts';
import type { FoundRow } from './layout/find-lists.ts';
import { standingHeading } from './layout/headings.ts';
import { listOf } from './layout/words.ts';
import { procedureOf } from './row-code.ts';
import { groundsOf } from './row-grounds.ts';
import { lowerPlan, notAtFour } from './row-level.ts';
import { question, type Refusal, type Remark, type RowContext, type RowResult } from './row-result.ts';
import { takenBack } from './row-withdrawn.ts';

/** What a row means that only its whole list tells. */
export interface WholeList {
  /** The title of a list of services already online speaks of a level below 4, too. */
  mixed?: boolean;
  /** Some boxes are ticked (☑), others crossed (☒). */
  twoBoxes?: boolean;
}

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
  const section = annexHeading(row.headings);
  if (section !== undefined && isAnnex(list) && listOf(section) !== list)
    return refused(
      question(
        row.code,
        `nằm dưới mục ${quoted(section)} nhưng danh mục là ${reviewListNames[list]}`,
        'tách các dòng của mục ấy thành danh mục riêng, có tiêu đề của nó',
      ),
    );
  const name = row.name?.cell.text ?? '';
  const code = procedureOf(row, name, context, remarks);
  if (typeof code !== 'string') return refused(code);
  const known = context.national?.procedures.get(code);
  const back = takenBack(row, list, known?.name);
  if (back && list === 'not-eligible')
    remarks.push({ kind: 'note', at: back.at, text: `có ghi ${quoted(back.text)}` });
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
  const grounds = groundsOf(row, list, context.words, remarks, whole.twoBoxes);
  if ('reason' in grounds) return refused(grounds);
  return { entry: { procedure: code, name: name || (known?.name ?? ''), ...grounds }, remarks };
}

const isAnnex = (list: ReviewList | 'both' | undefined): list is ReviewList =>
  list === 'eligible' || list === 'not-eligible';

/** The heading above a row that says which list it is of. Rows share the list of those above them. */
function annexHeading(headings: readonly string[]): string | undefined {
  if (!annexHeadings.has(headings))
    annexHeadings.set(
      headings,
      standingHeading(headings, line => isAnnex(listOf(line))),
    );
  return annexHeadings.get(headings);
}
const annexHeadings = new WeakMap<readonly string[], string | undefined>();
