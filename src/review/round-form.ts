import { z } from 'zod';
import { type RoundRow, type RoundWord, roundSayNames, roundSays } from '../domain/consultation.ts';
import { type Book, placeName, type SheetRow } from '../reading/book.ts';
import { quoted } from '../reading/quote.ts';
import { markedSheet, type WorkbookMark } from '../reading/workbook-mark.ts';
import { type Problem, questionAt } from './answer.ts';

export const consultation = 'consultation';

const number = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

/** Whose workbook of which round it is, and where the answers stand. */
const roundMark = z.object({
  agency: z.string().default(''),
  round: number,
  /** Row of the sheet (1…) of the first row of the list. */
  first: number,
  /** Columns, 0…. */
  ...{ code: number, say: number, comment: number },
});
export type RoundMark = z.output<typeof roundMark>;

export function markOfRound(mark: RoundMark): WorkbookMark {
  const values = Object.entries(mark).map(([key, value]) => [key, String(value)]);
  return { what: consultation, values: Object.fromEntries(values) };
}

/** Undefined where the workbook is no such thing, or says nothing that can be used. */
export function roundOfMark(mark: WorkbookMark | undefined): RoundMark | undefined {
  return mark?.what === consultation ? roundMark.safeParse(mark.values).data : undefined;
}

/** What a workbook says of each row; a row left empty says nothing. */
export function readRoundForm(
  book: Book,
  { first, ...columns }: RoundMark,
  rows: readonly RoundRow[],
): { words: RoundWord[]; problems: Problem[] } {
  const words: RoundWord[] = [];
  const problems: Problem[] = [];
  const codeIn = (cells: SheetRow['cells']) => cells[columns.code]?.text.trim() ?? '';
  const sheet = markedSheet(
    book,
    ({ number, cells }) => number >= first && rows[number - first]?.procedure === codeIn(cells),
  );
  for (const { number, cells } of sheet?.rows ?? []) {
    if (number < first) continue;
    const row = number - first;
    const said = cells[columns.say]?.text.trim() ?? '';
    const comment = cells[columns.comment]?.text.trim() ?? '';
    if (said === '' && comment === '') continue;
    const ask = (column: number, reason: string, todo: string) =>
      problems.push(
        questionAt(
          { sheet: sheet!.name, row: number, cell: placeName(sheet!, number, column) },
          reason,
          todo,
        ),
      );
    const code = codeIn(cells);
    if (rows[row]?.procedure !== code) {
      ask(
        columns.code,
        `dòng này trong danh sách lấy ý kiến không phải ${quoted(code)}`,
        'không sửa, thêm hay chuyển dòng',
      );
      continue;
    }
    const key = said.toLocaleLowerCase('vi');
    const say = roundSays.find(each => roundSayNames[each].toLocaleLowerCase('vi') === key);
    if (said !== '' && !say) {
      const choices = roundSays.map(each => roundSayNames[each]).join('; ');
      ask(columns.say, `không hiểu ${quoted(said)}`, `chọn trong danh sách: ${choices}`);
      continue;
    }
    words.push({ row, ...(say && { say }), ...(comment !== '' && { comment: comment.slice(0, 4_000) }) });
  }
  return { words, problems };
}
