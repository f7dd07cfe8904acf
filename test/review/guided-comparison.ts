import ExcelJS from 'exceljs';
import { conditionsNamed, noCondition } from '../../src/domain/explanation.ts';
import type { ReasonCode } from '../../src/domain/review.ts';
import type { Book } from '../../src/reading/book.ts';
import { inMemory } from '../../src/report/forms.ts';
import { guidedForm } from '../../src/report/reviews/guided-form.ts';
import type { Problem } from '../../src/review/answer.ts';
import { answers, conditionsAsked } from '../../src/review/form.ts';
import type { ImportContext } from '../../src/review/intake.ts';
import { type ReviewReading, readReview } from '../../src/review/read-review.ts';
import { defaultReasonWords, unknownReason } from '../../src/review/reason-words.ts';
import type { NewEntry } from '../../src/store/reviews/reviews.ts';
import type { Sample } from './corpus/sample.ts';
import { city } from './support.ts';

/** How the answer to a list names what is wrong with it. */
const defects: [kind: string, said: RegExp][] = [
  ['the file cannot be read', /^unreadable/],
  ['no list, or no header above its rows', /không tìm thấy danh mục|không nằm dưới dòng tiêu đề/],
  [
    'which appendix it is, said twice or not at all',
    /không ghi là Phụ lục|tiêu đề là|không đánh dấu bên|vừa đủ/,
  ],
  ['two columns for one ground that differ', /^hai cột/],
  ['whose list it is, not said or two units', /không biết danh mục của|tên đơn vị/],
  ['no code', /thiếu mã|không phải mã dạng|cột mã trống|ô mã báo lỗi|mã là công thức/],
  ['a code spoilt by Excel or by typing', /bị mất số|bị hỏng|thành ngày|có chữ ở chỗ của số/],
  ['a code that is none of the national list', /không có trong danh mục quốc gia/],
  ['more than the code in its cell', /có chữ đi kèm|phần thừa sau mã|có thể ghi hơn một mã/],
  ['two codes in one cell', /ghi \d mã/],
  ['another place’s code', /mang đuôi của nơi khác/],
  ['a code and the name of another procedure', /là của «|ghi mã của «/],
  ['a procedure twice, with other marks', /ghi nhiều lần/],
  ['a level that is not 4, or outside the scale', /mức độ/],
  ['a remark that takes the row back', /còn trong danh mục hay không/],
  ['plans and intentions for an answer', /là việc đang làm/],
  ['an answer and a reason that contradict each other', /lại nêu|mâu thuẫn|cả hai cột đều là đạt/],
  [
    'a mark that says neither yes nor no',
    /không rõ|chưa đánh dấu|hơn một lựa chọn|không còn dấu|ô là công thức/,
  ],
];
const unnamed = 'not eligible, and no condition named';
const uncoded = 'a condition in words nobody has coded';
const nothingWrong = 'nothing wrong';
export const kinds = [...defects.map(([kind]) => kind), unnamed, uncoded, nothingWrong];

/** Rows of one kind, and how many of them each way keeps from being taken in. */
export interface Compared {
  rows: number;
  free: { questioned: number; rejected: number };
  guided: { questioned: number; rejected: number };
}

/** What one row of a form is given; what cannot be taken as an answer is typed as it stood in the list. */
interface Said {
  kind: string;
  lacking: ReasonCode[];
  typed?: string;
  law?: string;
  remark?: string;
}

const conditions = conditionsAsked(defaultReasonWords());
const unit = 'H13.21.1';

/**
 * The same answers by free list and by guided form. A form has its own codes and names, so what is wrong with those in a list
 * cannot be said in it; a row that names no condition names the first of its ground there. Words that are no answer are
 * typed over the cell's list, which Excel refuses and pasting does not.
 */
export async function compare(
  samples: readonly Pick<Sample, 'name' | 'bytes' | 'options' | 'context'>[],
  context: ImportContext,
): Promise<Map<string, Compared>> {
  const table = new Map(
    kinds.map(kind => [
      kind,
      { rows: 0, free: { questioned: 0, rejected: 0 }, guided: { questioned: 0, rejected: 0 } },
    ]),
  );
  const rows: Said[] = [];
  for (const sample of samples) {
    const file = { name: sample.name, bytes: await sample.bytes };
    rows.push(...saidIn(await readReview(file, { ...context, ...sample.context }, sample.options), table));
  }
  for (const { kind } of rows) table.get(kind)!.rows++;
  for (const kind of await askedByForm(rows, context)) table.get(kind)!.guided.questioned++;
  return table;
}

/** Every row of a list as one of a form; what the list causes is counted on the way. */
function saidIn({ answer, entries, book }: ReviewReading, table: Map<string, Compared>): Said[] {
  if (answer.error !== null) {
    const [[kind]] = defects as [[string, RegExp]];
    table.get(kind)!.free.rejected++;
    return [{ kind, lacking: [] }];
  }
  return [
    ...answer.problems.flatMap(problem => {
      const kind = defects.find(([, said]) => said.test(problem.reason))?.[0];
      if (kind === undefined) throw new Error(`a kind of defect for «${problem.reason}»`);
      // A file without a list keeps no row out, and is asked about all the same.
      const rows = Math.max(1, problem.rows);
      table.get(kind)!.free[problem.kind] += rows;
      return Array.from({ length: rows }, () => ({ kind, lacking: [], ...spokenIn(problem, book) }));
    }),
    ...entries.map(entry => {
      const said = spokenOf(entry);
      // Taken in, and then it goes back to the unit, or waits for the office to code it.
      if (said.kind !== nothingWrong) table.get(said.kind)!.free.questioned++;
      return said;
    }),
  ];
}

/** What stands in the way of taking the row, where it is something that a form can be told, too. */
function spokenIn({ reason, row, cell }: Problem, book: Book | undefined): Partial<Said> {
  const remark = /^có ghi "(.+)", không rõ dòng này/.exec(reason)?.[1];
  if (remark !== undefined) return { remark };
  if (!/^cột (?!mã)|lại nêu|vừa đủ/.test(reason)) return {};
  const [, letters = '', counted] = /^(?:([A-Z]+)\d|.*cột (\d+))/.exec(cell ?? '') ?? [];
  const column = counted
    ? Number(counted)
    : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  const found = book?.sheets.flatMap(sheet => sheet.rows.filter(({ number }) => number === row));
  const typed = found?.map(({ cells }) => cells[column - 1]?.text).find(Boolean);
  if (typed === undefined) throw new Error(`what stands in ${cell}: ${reason}`);
  return reason.includes('lại nêu') ? { remark: typed } : { typed };
}

function spokenOf({ list, technical, legal }: NewEntry): Said {
  const lacking = (['technical', 'legal'] as const).flatMap(ground => {
    const { blocks, reasons } = { technical, legal }[ground];
    if (!blocks) return [];
    const named = reasons.filter(reason => conditions.includes(reason));
    const first = conditions.find(code => defaultReasonWords().conditions[code]!.ground === ground)!;
    return named.length > 0 ? named : [first];
  });
  const named = conditionsNamed({ technical, legal });
  const explained = list === 'not-eligible';
  return {
    ...{ lacking, remark: technical.text ?? '', law: legal.blocks ? (legal.text ?? '') : '' },
    kind:
      explained && named.every(code => code === noCondition)
        ? unnamed
        : explained && named.includes(unknownReason)
          ? uncoded
          : nothingWrong,
  };
}

/** The kinds of the rows that a form filled in with these answers is asked about. */
async function askedByForm(said: readonly Said[], context: ImportContext): Promise<string[]> {
  const services = said.map((_, at) => ({
    code: `1.${String(at + 1).padStart(6, '0')}`,
    name: `Thủ tục ${at}`,
  }));
  const rows = services.map(({ code, name }) => ({ procedure: code, name, known: [] }));
  const form = guidedForm({ agency: unit, words: defaultReasonWords(), rows }, city, '2021-06-01');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await inMemory(form)) as unknown as ArrayBuffer);
  const sheet = book.worksheets[0]!;
  const top = sheet.rowCount - said.length;
  for (const [at, { lacking, typed, law, remark }] of said.entries()) {
    const row = sheet.getRow(top + 1 + at);
    for (const [column, condition] of conditions.entries())
      row.getCell(5 + column).value = answers[lacking.includes(condition) ? 1 : 0];
    if (typed) row.getCell(5).value = typed;
    if (law) row.getCell(5 + conditions.length).value = law;
    if (remark) row.getCell(6 + conditions.length).value = remark;
  }
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  const procedures = new Map(services.map(({ code, name }) => [code, { name, active: true }]));
  const national = { procedures, suggest: () => [] };
  const { answer } = await readReview({ name: 'phieu.xlsx', bytes }, { ...context, national });
  if (answer.accepted + answer.questioned !== said.length) throw new Error('rows of a form got lost');
  return answer.problems.map(({ row }) => said[row! - top - 1]!.kind);
}
