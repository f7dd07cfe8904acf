import { z } from 'zod';
import { type RoundRow, type RoundWord, roundSayNames, roundSays } from '../domain/consultation.ts';
import type { Book, SheetRow } from '../reading/book.ts';
import { quoted } from '../reading/quote.ts';
import { markedSheet, type WorkbookMark } from '../reading/workbook-mark.ts';
import { type Problem, placeIn, questionAt } from './answer.ts';

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
      problems.push(questionAt(placeIn(sheet, number, column), reason, todo));
    const code = codeIn(cells);
    const written = (...texts: string[]) => {
      const text = texts.filter(Boolean).join('; ').slice(0, mostComment);
      return text === '' ? {} : { comment: text };
    };
    if (rows[row]?.procedure !== code) {
      ask(
        columns.code,
        `dòng này trong danh sách lấy ý kiến không phải ${quoted(code)}`,
        'không sửa, thêm hay chuyển dòng',
      );
      // What stands there was said of another procedure.
      if (row < rows.length) words.push({ row, asked: true });
      continue;
    }
    const { say, opinion } = sayOf(said, comment);
    if (say === undefined && opinion === undefined) {
      const choices = roundSays.map(each => roundSayNames[each]).join('; ');
      const todo = `chọn trong danh sách: ${choices}; ý kiến khác thì ghi ở cột Góp ý`;
      ask(columns.say, `không hiểu ${quoted(said)}`, todo);
      words.push({ row, ...written(said, comment), asked: true });
      continue;
    }
    const word = { ...(say && { say }), ...written(opinion ?? '', comment) };
    if (Object.keys(word).length > 0) words.push({ row, ...word });
  }
  return { words, problems };
}

const mostComment = 4_000;

const assent = '(?:thống nhất|đồng ý|nhất trí)';
const refusal = new RegExp(`^(?:không|chưa) ${assent}(?![\\p{L}\\p{M}])`, 'u');
const agreement = new RegExp(
  `^(?:hoàn toàn )?${assent}(?: cao)?(?:(?: với| theo| như)? (?:nội dung|đề xuất|danh mục|dự thảo)(?: dự thảo)?(?: của(?! [^,;.]*(?:trừ|nhưng|tuy|song|riêng|ngoại|đề nghị|chưa|không|sửa|bổ sung))[^,;.]{1,60})?)?(?:[,;.] không (?:có )?ý kiến(?: gì)?(?: khác| thêm)?)?[.;,!]*$`,
  'u',
);
const otherOpinion = 'ý kiến khác';
const reserved = new RegExp(`^(?:hoàn toàn |cơ bản )?${assent}(?![\\p{L}\\p{M}])`, 'u');

/**
 * What an addressee chose, or wrote in its place: agreed, not agreed, or an opinion of which the words are kept. Assent
 * with anything behind it is an opinion: nobody counts as agreeing without a reserve who made one. Neither: nobody can tell.
 */
function sayOf(said: string, comment: string): { say?: RoundWord['say']; opinion?: string } {
  const text = said.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
  const key = text.toLocaleLowerCase('vi');
  if (/^(?:|không (?:có )?ý kiến(?: gì)?[.!]?)$/u.test(key)) return { opinion: '' };
  if (agreement.test(key)) return { say: 'agree' };
  const refused = refusal.exec(key)?.[0];
  if (refused !== undefined)
    return { say: 'differ', ...(/[\p{L}\d]/u.test(key.slice(refused.length)) && { opinion: text }) };
  if (reserved.test(key)) return { opinion: text };
  if (!key.startsWith(otherOpinion)) return {};
  const opinion = text.slice(otherOpinion.length).replace(/^[ :;,.–-]+/u, '');
  return opinion === '' && comment === '' ? {} : { opinion };
}
