import { type RoundRow, type RoundWord, roundSayNames, roundSays } from '../domain/consultation.ts';
import { type Book, placeName, type SheetRow } from '../reading/book.ts';
import { quoted } from '../reading/quote.ts';
import { markedSheet, type WorkbookMark } from '../reading/workbook-mark.ts';
import { type Problem, problemAt } from './answer.ts';

export const consultation = 'consultation';

/** Whose workbook of which round it is, and where the answers stand. */
export interface RoundMark {
  round: number;
  agency: string;
  /** Row of the sheet (1…) of the first row of the list. */
  first: number;
  columns: { code: number; say: number; comment: number };
}

export function markOfRound({ round, agency, first, columns }: RoundMark): WorkbookMark {
  const { code, say, comment } = columns;
  const numbers = Object.entries({ round, first, code, say, comment }).map(([key, value]) => [
    key,
    String(value),
  ]);
  return { what: consultation, values: { agency, ...Object.fromEntries(numbers) } };
}

/** Undefined where the workbook is no such thing, or says nothing that can be used. */
export function roundOfMark(mark: WorkbookMark | undefined): RoundMark | undefined {
  if (mark?.what !== consultation) return undefined;
  const [round, first, code, say, comment] = ['round', 'first', 'code', 'say', 'comment'].map(key =>
    /^\d{1,9}$/.test(mark.values[key] ?? '') ? Number(mark.values[key]) : undefined,
  );
  if (round === undefined || first === undefined) return undefined;
  if (code === undefined || say === undefined || comment === undefined) return undefined;
  return { round, first, agency: mark.values.agency ?? '', columns: { code, say, comment } };
}

/** What a workbook says of each row; a row left empty says nothing. */
export function readRoundForm(
  book: Book,
  { first, columns }: RoundMark,
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
        problemAt(
          { sheet: sheet!.name, row: number, cell: placeName(sheet!, number, column) },
          'questioned',
          reason,
          todo,
          1,
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
