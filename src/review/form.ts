import { groundKinds, type ReasonCode } from '../domain/review.ts';
import type { Book, Cell, Sheet, SheetRow } from '../reading/book.ts';
import { quoted } from '../reading/quote.ts';
import { markedSheet, type WorkbookMark } from '../reading/workbook-mark.ts';
import type { PartKey } from '../store/reviews/review-rows.ts';
import type { NewEntry } from '../store/reviews/reviews.ts';
import { emptyList, type FileAnswer, type ListAnswer, placeIn, questionAt } from './answer.ts';
import { inOrder } from './grounds.ts';
import type { ImportContext } from './intake.ts';
import { judgeText } from './reason-text.ts';
import type { ReasonWords } from './reason-words.ts';
import { isTakenBack, statementAt } from './statements.ts';
import type { ImportOptions } from './which-list.ts';

/** What a form of review is known by. */
export const reviewForm = 'review-form';
/** The same of rows that are to be explained again: what is answered changes these rows of the unit, and no others. */
export const explainAgainForm = 'explain-again';

/** The first answer says that a condition is in order, the second that it is not, the third that nobody asks for it. */
export const answers = ['Đạt', 'Chưa đạt', 'Không áp dụng'] as const;

/** Titles that a form's own columns have, besides one for each condition. */
export const formTitles = {
  code: 'Mã',
  name: 'Tên thủ tục hành chính',
  law: 'Căn cứ pháp lý đang vướng (điểm, khoản, điều, số văn bản)',
  remark: 'Lý do cụ thể, ghi chú',
} as const;

/** A procedure that a unit is asked about. */
export interface GuidedRow {
  procedure: string;
  name: string;
  /** What is known already, a line a condition, each with where from and when; empty where nothing is. */
  known: string[];
}

/** What one unit is asked. */
export interface GuidedReview {
  agency: string;
  words: Pick<ReasonWords, 'conditions'>;
  rows: GuidedRow[];
  /** Fields of work that these are of, by name. */
  fields?: readonly string[];
  /** Rows of its Phụ lục II that are asked about again; `known` says why. */
  again?: true;
}

/** Conditions a form asks about, in their order: technical ones first. */
export function conditionsAsked({ conditions }: Pick<ReasonWords, 'conditions'>): ReasonCode[] {
  const codes = Object.entries(conditions).filter(([code]) => code !== 'no-condition');
  return groundKinds.flatMap(ground =>
    codes.filter(([, condition]) => condition.ground === ground).map(([code]) => code),
  );
}

/** What its hidden sheet says of a form. */
export interface FormMark {
  unit: string;
  again?: boolean;
  /** Conditions by column, 0…. */
  conditions: ReadonlyMap<number, ReasonCode>;
  columns: { code: number; name: number; law: number; remark: number };
  /** Codes by row, 1…. */
  rows: ReadonlyMap<number, string>;
}

export function markOfForm({ unit, again, conditions, columns, rows }: FormMark): WorkbookMark {
  return {
    what: again ? explainAgainForm : reviewForm,
    values: {
      unit,
      ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, String(column)])),
      ...Object.fromEntries([...conditions].map(([column, code]) => [`column ${column}`, code])),
      ...Object.fromEntries([...rows].map(([row, code]) => [`row ${row}`, code])),
    },
  };
}

function formOfMark({ what, values }: WorkbookMark): FormMark {
  const numbered = (word: string) =>
    new Map(
      Object.entries(values)
        .filter(([key]) => key.startsWith(`${word} `))
        .map(([key, value]) => [Number(key.slice(word.length + 1)), value] as const),
    );
  const column = (name: string) => Number(values[name] ?? -1);
  return {
    unit: values.unit ?? '',
    again: what === explainAgainForm,
    conditions: numbered('column'),
    columns: { code: column('code'), name: column('name'), law: column('law'), remark: column('remark') },
    rows: numbered('row'),
  };
}

export interface FormReading {
  parts: PartKey[];
  entries: NewEntry[];
  /** Not every row was answered: what the unit has handed in of the others stands, but of those that it is asked about. */
  amends?: { asked: readonly string[] };
}

/**
 * Takes a filled-in form: everything in order is Phụ lục I, one condition that is not is Phụ lục II with that condition.
 * Writes the answer as it goes.
 */
export function readForm(
  book: Book,
  mark: WorkbookMark,
  answer: FileAnswer,
  context: ImportContext,
  { unit, onlyUnit }: ImportOptions,
): FormReading {
  const form = formOfMark(mark);
  const codes = new Set(form.rows.values());
  const sheet = markedSheet(book, ({ cells }) => codes.has(codeIn(cells, form)));
  const rows = sheet ? rowsOf(sheet, form) : [];
  const told = unit ?? onlyUnit;
  const { units } = context;
  const refuse = (reason: string, todo: string) => {
    answer.questioned += rows.length;
    answer.problems.push(questionAt(placeIn(sheet), reason, todo, rows.length));
    return { parts: [], entries: [] };
  };
  if (told !== undefined && told !== form.unit)
    return refuse(
      `phiếu được lập cho ${units.name(form.unit)}, không phải ${units.name(told)}`,
      `gửi phiếu của ${units.name(told)}, hoặc nộp phiếu này cho đúng đơn vị`,
    );
  if (units.exactly(form.unit) !== form.unit)
    return refuse(`danh sách đơn vị không có mã ${quoted(form.unit)} của phiếu`, 'lập lại phiếu');
  if (!sheet) return refuse('phiếu không còn trang tính nào', 'lập lại phiếu');
  return takeRows(sheet, rows, form, answer, context);
}

interface FormRow {
  row: SheetRow;
  /** As it stands there now. */
  code: string;
  /** As it was when the form was made; undefined for a row that was not in it. */
  made: string | undefined;
}

/** Rows with a code or an answer. */
function rowsOf(sheet: Sheet, form: FormMark): FormRow[] {
  const first = Math.min(...form.rows.keys());
  const found = sheet.rows
    .filter(({ number }) => number >= first)
    .map(row => ({ row, code: codeIn(row.cells, form), made: form.rows.get(row.number) }))
    .filter(({ row, code }) => code !== '' || filled(row, form));
  // Sorted anew: the same codes in other rows.
  const now = found.map(({ code }) => code).sort();
  const then = [...form.rows.values()].sort();
  const sorted = now.length === then.length && now.every((code, at) => code === then[at]);
  return sorted ? found.map(each => ({ ...each, made: each.code })) : found;
}

function codeIn(cells: SheetRow['cells'], { columns }: FormMark): string {
  return cells[columns.code]?.text.trim() ?? '';
}

function filled({ cells }: SheetRow, { conditions, columns }: FormMark): boolean {
  return [...conditions.keys(), columns.law, columns.remark].some(column => cells[column] !== undefined);
}

function takeRows(
  sheet: Sheet,
  rows: readonly FormRow[],
  form: FormMark,
  answer: FileAnswer,
  context: ImportContext,
): FormReading {
  const { unit: agency } = form;
  const agencyName = context.units.name(agency);
  const lists = new Map<NewEntry['list'], ListAnswer>(
    (['eligible', 'not-eligible'] as const).map(list => [list, emptyList({ agency, list }, agencyName)]),
  );
  const entries: NewEntry[] = [];
  let empty = 0;
  const asked: string[] = [];
  for (const each of rows) {
    const { row, code } = each;
    if (each.made === code && !filled(row, form)) {
      empty++;
      continue;
    }
    const result = rowResult(each, form, context);
    if ('reason' in result) {
      const place = placeIn(sheet, row.number, result.column);
      asked.push(code);
      answer.problems.push(questionAt(place, result.reason, result.todo));
      continue;
    }
    lists.get(result.list)!.accepted++;
    entries.push({
      ...{ agency, procedure: code, name: row.cells[form.columns.name]?.text ?? '' },
      ...result,
      source: { sheet: sheet.name, row: row.number },
    });
  }
  if (empty > 0)
    answer.notes.push({
      ...placeIn(sheet),
      text: `${empty} thủ tục để trống: giữ như đã gửi, chưa gửi thì chưa tính là đã báo cáo`,
    });
  answer.accepted = entries.length;
  answer.questioned += asked.length;
  // A row that was sent back belongs to neither list yet.
  lists.get('eligible')!.questioned = asked.length;
  if (entries.length === 0) return { parts: [], entries };
  answer.state = 'imported';
  answer.lists.push(
    ...[...lists.values()].filter(each => !form.again || each.accepted + each.questioned > 0),
  );
  // A form speaks of all procedures of its unit: with every row answered, a list without rows is empty.
  const whole = !form.again && asked.length === 0 && entries.length === form.rows.size;
  const parts = [...lists.values()].filter(({ accepted }) => accepted > 0 || whole);
  return {
    ...{ parts: parts.map(({ list }) => ({ agency, list })), entries },
    // What is explained anew stands as it was until it is understood.
    ...(!whole && { amends: { asked: form.again ? [] : asked } }),
  };
}

interface Asked {
  column: number;
  reason: string;
  todo: string;
}

function rowResult(
  { row, code, made }: FormRow,
  { conditions, columns }: FormMark,
  { words, national }: ImportContext,
): Pick<NewEntry, 'list' | 'technical' | 'legal'> | Asked {
  const ask = (column: number, reason: string, todo: string): Asked => ({ column, reason, todo });
  if (made === undefined)
    return ask(
      columns.code,
      `${quoted(code)} không có trong phiếu đã lập`,
      'xóa dòng thêm; thủ tục ngoài phiếu thì gửi bằng danh mục',
    );
  if (code !== made)
    return ask(columns.code, `mã trong phiếu là ${made}, nay là ${quoted(code)}`, `trả lại mã ${made}`);
  if (national && !national.procedures.get(code)?.active)
    return ask(columns.code, `${code} nay không còn trong danh mục quốc gia`, 'lập lại phiếu');
  const lacking = { technical: [] as ReasonCode[], legal: [] as ReasonCode[] };
  let unanswered: number | undefined;
  for (const [column, condition] of conditions) {
    const said = row.cells[column];
    const choice = said && choiceOf(said);
    if (said && choice === undefined)
      return ask(column, `không hiểu ${quoted(said.text)}`, `chọn trong danh sách: ${answers.join('; ')}`);
    if (choice === undefined) unanswered ??= column;
    if (choice === 1) lacking[words.conditions[condition]?.ground ?? 'technical'].push(condition);
  }
  const law = row.cells[columns.law]?.text ?? '';
  const remark = row.cells[columns.remark]?.text ?? '';
  if (isTakenBack('remark', remark))
    return ask(
      columns.remark,
      `có ghi ${quoted(remark)}, không rõ thủ tục này còn trong danh mục hay không`,
      'nếu thủ tục không còn thực hiện thì để trống cả dòng và báo cơ quan lập phiếu; nếu còn thì bỏ lời ghi đó',
    );
  if (lacking.technical.length + lacking.legal.length > 0) {
    // A provision is named as standing in the way, and no condition of law was chosen for it.
    if (law !== '' && lacking.legal.length === 0) lacking.legal.push('legislation');
    const ground = (kind: 'technical' | 'legal', more: readonly string[]) => {
      const reasons = lacking[kind].toSorted();
      if (reasons.length === 0) return inOrder;
      const named = reasons.map(reason => words.conditions[reason]?.name ?? reason);
      return { blocks: true, reasons, text: [...named, ...more].filter(Boolean).join('; ') };
    };
    return {
      list: 'not-eligible',
      technical: ground('technical', [remark]),
      legal: ground('legal', lacking.technical.length > 0 ? [law] : [law, remark]),
    };
  }
  if (unanswered !== undefined)
    return ask(
      unanswered,
      'còn điều kiện chưa trả lời',
      'trả lời mọi điều kiện, hoặc để trống cả dòng nếu chưa rà soát',
    );
  if (law !== '' || judgeText(remark, words).verdict === 'lacking' || statementAt('remark', remark))
    return ask(
      law === '' ? columns.remark : columns.law,
      `mọi điều kiện là ${quoted(answers[0])} nhưng lại nêu vướng mắc (${quoted(law || remark)})`,
      `chọn ${quoted(answers[1])} ở điều kiện đang vướng, hoặc bỏ lời ghi`,
    );
  return { list: 'eligible', technical: inOrder, legal: inOrder };
}

/** Written by hand instead of chosen: letter case and spaces do not count. */
function choiceOf({ text }: Cell): number | undefined {
  const said = text.trim().toLocaleLowerCase('vi');
  const index = answers.findIndex(answer => answer.toLocaleLowerCase('vi') === said);
  return index < 0 ? undefined : index;
}
