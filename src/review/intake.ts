import { numberWords } from '../domain/number-words.ts';
import { type ReviewList, reviewListNames } from '../domain/review.ts';
import { type Cell, placeName, type Sheet } from '../reading/book.ts';
import type { Shown } from '../reading/grid.ts';
import { quoted } from '../reading/quote.ts';
import type { NewEntry } from '../store/reviews/reviews.ts';
import { type FileAnswer, type Place, type Problem, placeIn } from './answer.ts';
import { importRow, type WholeList } from './import-row.ts';
import type { FoundList, FoundLists } from './layout/find-lists.ts';
import { type FoundRow, markCells } from './layout/found-rows.ts';
import { markColumns } from './layout/ground-columns.ts';
import type { Columns } from './layout/header.ts';
import { contraryHeadings } from './layout/headings.ts';
import { ownNote } from './layout/result-sheet-name.ts';
import { aimsLower } from './layout/words.ts';
import { meantInstead } from './procedure-check.ts';
import { contradiction, doubtfulSigns } from './row-grounds.ts';
import { speaksOfLess } from './row-level.ts';
import { question, type Refusal, type Remark, type RowContext, type RowResult } from './row-result.ts';
import { RowUnits } from './row-units.ts';
import { isOfStanding } from './statements.ts';
import { ranges, TakenLists } from './taken.ts';
import type { UnitFinder } from './units.ts';
import { type Surroundings, whichList, whoseList } from './which-list.ts';

export interface ImportContext extends RowContext {
  units: UnitFinder;
  /** Number of the decision on services already at level 4, by which titles refer to it. */
  decision?: string;
}

/** Takes lists of a file in, row by row, and writes the answer as it goes. */
export class Intake {
  readonly #context: ImportContext;
  readonly taken: TakenLists;
  readonly #unitOf: RowUnits;

  constructor(answer: FileAnswer, context: ImportContext) {
    this.#context = context;
    this.#unitOf = new RowUnits(context.units);
    this.taken = new TakenLists(answer, code => context.units.name(code));
  }

  list(found: FoundList, surroundings: Surroundings): void {
    const { sheet, header, rows, titles, legend } = found;
    const place = placeIn(sheet, header || undefined);
    const note = (text: string) => this.taken.note(place, text);
    const ask = (reason: string, todo: string) => this.taken.ask(place, reason, todo, rows.length);
    const which = whichList(found, surroundings);
    if ('unclear' in which) {
      if (rows.length > 0)
        ask(
          `danh mục ${which.unclear}`,
          which.todo ?? 'ghi rõ "PHỤ LỤC I" hoặc "PHỤ LỤC II" ở đầu bảng, hoặc chọn danh mục khi nộp',
        );
      return;
    }
    const { list } = which;
    const matrix = this.#unitOf.columns(found);
    if (matrix.length > 0) {
      ask(
        `bảng đánh dấu theo từng đơn vị (các cột ${matrix.map(quoted).join(', ')}), không có cột về kỹ thuật, về pháp luật`,
        'gửi danh mục của từng đơn vị riêng, mỗi dòng đánh dấu về kỹ thuật và về pháp luật',
      );
      return;
    }
    const hidden = rows.filter(row => row.hidden).map(({ row }) => row);
    if (hidden.length > 0)
      note(`${numberWords(hidden.length)} dòng ẩn cũng được đọc: dòng ${ranges(hidden)}`);
    const hiddenColumns = columnsRead(found).filter(column => sheet.hiddenColumns?.has(column));
    if (hiddenColumns.length > 0)
      note(
        `cột ẩn cũng được đọc: ${hiddenColumns.map(column => columnName(sheet, column, found.columns.titles[column])).join(', ')}`,
      );
    const { units, national, levels, lastYear } = this.#context;
    const { options } = surroundings;
    const { unit: told, onlyUnit } = options;
    const named = whoseList(found, list, units, surroundings);
    // A name that may be the sender's is his.
    const whole = onlyUnit !== undefined && named.includes(onlyUnit) ? [onlyUnit] : named;
    if (rows.length === 0 && whole.length === 1 && list !== 'both' && (onlyUnit ?? whole[0]) === whole[0])
      this.taken.open({ agency: whole[0]!, list });
    if (this.#contradictory(found, list)) return;
    const unread = `có chú giải ${quoted(legend ?? '')}, mà màu và kiểu chữ không đọc được`;
    if (legend !== undefined && rows.length > 0) {
      if (isOfStanding(legend) && list !== 'not-eligible') {
        ask(unread, 'ghi bằng chữ ở từng dòng điều mà màu nói lên, rồi bỏ chú giải; cả danh mục chưa nhập');
        return;
      }
      note(`${unread}; điều màu nói lên về một dòng thì ghi bằng chữ ở dòng ấy`);
    }
    for (const { row, name } of found.sections)
      if (national && meantInstead(name, '', national))
        this.taken.note(
          placeIn(sheet, row),
          `dòng ${row} không có mã, đứng trên các dòng đánh số nhỏ hơn nên hiểu là tên nhóm: ${quoted(name)}; nếu là thủ tục thì ghi mã`,
        );
    const raised = `hiểu là nâng lên ${levels.of(4)}`;
    if (list === 'eligible' && aimsLower(titles, []))
      note(`tiêu đề chỉ nói đến mức thấp hơn; hiểu theo các cột là nâng lên ${levels.of(4)}`);
    const against =
      list === 'eligible' ? contraryHeadings(found, options.list !== undefined, lastYear) : undefined;
    for (const heading of against?.lesser ?? [])
      note(`mục ${quoted(heading)}: hiểu là ${levels.noun} hiện nay, các dòng bên dưới vẫn ${raised}`);
    for (const heading of against?.dated ?? [])
      note(`mục ${quoted(heading)}: không rõ các dòng bên dưới phải chờ hay không, vẫn ${raised}`);
    const others = told === undefined ? [] : this.#unitOf.named(rows).filter(code => code !== told);
    if (others.length > 0)
      note(
        `có dòng ghi tên đơn vị khác (${this.#names(others.slice(0, 5))}${others.length > 5 ? ' …' : ''}); cả danh mục vẫn hiểu là của ${units.name(told!)} vì đơn vị đã được chọn khi nộp`,
      );
    const about: WholeList = {
      mixed: list === 'already-online' && speaksOfLess(titles),
      doubtful: doubtfulSigns(rows),
      boxed: surroundings.boxed === true,
    };
    /** Rows that one thing keeps out are told of once. */
    const keptOut = new Map<string, Problem>();
    for (const row of rows) {
      const agency = this.#unitOf.row(row, whole, told);
      const out = this.#notOfUnit(row, agency, whole, list, options) ?? contraryTo(row, against?.of(row));
      if (!out) {
        this.#row(found, row, agency!, list, about);
        continue;
      }
      const { at, ...why } = out;
      const known = keptOut.get(why.reason);
      if (known) known.rows++;
      else keptOut.set(why.reason, { ...placeOf(sheet, row.row, at), ...why, rows: 1 });
    }
    for (const problem of keptOut.values()) this.taken.tell(problem);
  }

  #names(codes: readonly string[]): string {
    return codes.map(code => this.#context.units.name(code)).join(', ');
  }

  /** Why a row is nobody's, or not of whoever sends it; undefined where its unit is plain. */
  #notOfUnit(
    row: FoundRow,
    agency: string | null | undefined,
    whole: readonly string[],
    list: ReviewList | 'both',
    { unit: told, onlyUnit }: Surroundings['options'],
  ): Refusal | undefined {
    const { units } = this.#context;
    if (agency === undefined)
      return question(
        undefined,
        whole.length > 1
          ? `tên đơn vị có thể là ${this.#names(whole)}`
          : 'không biết danh mục của đơn vị nào',
        'ghi đủ tên đơn vị ở đầu bảng, hoặc chọn đơn vị khi nộp',
      );
    if (agency === null)
      return question(
        row.agency,
        `danh sách đơn vị không có ${quoted(row.agency!.cell.text)}`,
        'sửa tên đơn vị ở dòng này',
      );
    if (onlyUnit !== undefined && agency !== onlyUnit) {
      const reason = `danh mục này ghi là của ${units.name(agency)}; tài khoản này chỉ nộp được cho ${units.name(onlyUnit)}`;
      const todo = `chỉ nộp danh mục của ${units.name(onlyUnit)}; đơn vị kia nộp bằng tài khoản của mình`;
      return { ...question(undefined, reason, todo), kind: 'rejected' };
    }
    if (told === undefined && list !== 'already-online' && this.#unitOf.isOthers(row, agency, whole))
      return question(
        row.agency ?? row.code,
        `dòng ghi là của ${units.name(agency)}, mà danh mục là của ${units.name(whole[0]!)}`,
        'nếu là thủ tục của đơn vị kia thì bỏ dòng, đơn vị ấy tự gửi danh mục của mình; nếu không thì sửa tên đơn vị ở dòng này',
      );
    return undefined;
  }

  /** What people have noted at cells of a sheet, wherever they stand. */
  comments(sheet: Sheet): void {
    for (const { number, comments = [] } of sheet.rows)
      comments.forEach((text, column) => {
        if (text && !text.startsWith(ownNote))
          this.taken.note(placeIn(sheet, number, column), `ghi chú kèm ô không được đọc: ${quoted(text)}`);
      });
  }

  loose(rows: FoundLists['loose'], some: boolean, pictured: boolean): void {
    for (const [sheet, group] of Map.groupBy(rows, ({ sheet: of }) => of)) {
      const { row, column } = group[0]!;
      this.taken.ask(
        placeIn(sheet, row, column),
        `${numberWords(group.length)} dòng có mã nhưng không nằm dưới dòng tiêu đề nào: dòng ${ranges(
          group.map(({ row: at }) => at),
          group.length,
        )}`,
        'thêm dòng tiêu đề: STT, Mã TTHC/DVC, Tên thủ tục hành chính, Về kỹ thuật, Về quy định của pháp luật',
        group.length,
      );
    }
    if (!some && rows.length === 0)
      this.taken.ask(
        placeIn(),
        `không tìm thấy danh mục nào trong tệp${pictured ? '; tệp có ảnh hoặc tệp nhúng, chữ trong đó không đọc được' : ''}`,
        pictured
          ? 'bản chụp, bản quét không dùng được; gửi bảng gõ bằng Excel hoặc Word'
          : 'danh mục cần dòng tiêu đề có "Mã TTHC/DVC" và "Tên thủ tục hành chính"',
        0,
      );
  }

  /** Rows that nobody can take for one of a list, nor for anything else. */
  unread(rows: FoundLists['unread']): void {
    const groups = [true, false].flatMap(inList => {
      const own = rows.filter(row => row.inList === inList);
      return [...Map.groupBy(own, ({ sheet: of }) => of)];
    });
    for (const [sheet, group] of groups) {
      const numbers = group.map(({ row }) => row);
      this.taken.note(
        placeIn(sheet, numbers[0]),
        `không đọc dòng ${ranges(numbers, numbers.length)}: ${group[0]!.inList ? 'không có mã, không rõ là thủ tục nào; nếu là dòng của danh mục thì ghi đủ số thứ tự và mã' : 'không có mã và không nằm dưới dòng tiêu đề nào'}`,
      );
    }
  }

  /** Two columns that both claim one ground and say different things put the whole list in question. */
  #contradictory({ sheet, rows, columns }: FoundList, list: ReviewList | 'both'): boolean {
    for (const of of list === 'both' ? (['eligible', 'not-eligible'] as const) : [list])
      for (const row of rows) {
        const found = contradiction(row, of, this.#context.words, columns.titles);
        if (!found) continue;
        this.taken.ask(placeOf(sheet, row.row, found.at), found.reason, found.todo, rows.length);
        return true;
      }
    return false;
  }

  #row(
    { sheet, columns }: FoundList,
    row: FoundRow,
    agency: string,
    list: ReviewList | 'both',
    about: WholeList,
  ): void {
    const result = withoutStruckMarks(columns, row, importRow(row, list, this.#context, about));
    if ('refused' in result) {
      const { at, ...refused } = result.refused;
      // Where there is no cell to point at, the one that should hold the code.
      const { cell } = placeIn(sheet, at?.row ?? row.row, at?.column ?? columns.code ?? columns.name ?? 0);
      this.taken.refuse(
        { agency, list: list === 'both' ? 'eligible' : list },
        { ...placeIn(sheet, row.row), cell, ...refused, rows: 1 },
      );
      return;
    }
    const mended = cellsRead(row).flatMap((at): Remark[] =>
      at.cell.mended ? [{ kind: 'corrected', at, ...at.cell.mended, to: at.cell.text }] : [],
    );
    const remarks = [...mended, ...result.remarks];
    const corrected = remarks.some(({ kind }) => kind === 'corrected');
    const entry: NewEntry = { ...result.entry, agency, source: { sheet: sheet.name, row: row.row } };
    if (!this.taken.take(entry, placeOf(sheet, row.row, row.code), corrected)) return;
    for (const remark of remarks) this.taken.remark(placeOf(sheet, row.row, remark.at), remark);
    for (const { column, text } of row.struck)
      this.taken.note(placeIn(sheet, row.row, column), `bỏ phần bị gạch hoặc ẩn: ${quoted(text)}`);
  }
}

function contraryTo({ code }: FoundRow, heading: string | undefined): Refusal | undefined {
  return heading === undefined
    ? undefined
    : question(
        code,
        `nằm dưới mục ${quoted(heading)} nhưng danh mục là ${reviewListNames.eligible}`,
        'tách các dòng của mục ấy thành danh mục riêng, có tiêu đề của nó',
      );
}

/** Columns from which something of a row is taken. */
function columnsRead({ columns }: FoundList): number[] {
  const { code, name, agency, reason, reasons, levels } = columns;
  const read = [code, name, agency, reason, ...Object.values(reasons), ...levels.map(({ column }) => column)];
  return [...new Set([...read, ...markColumns(columns)])].filter(column => column !== undefined);
}

function columnName(sheet: Sheet, column: number, title: string | undefined): string {
  const letters = placeName(sheet, 0, column).replace(/^dòng 0, |0$/g, '');
  return title ? `${letters} («${title}»)` : letters;
}

/** Each cell of a row from which something is taken, once. */
function cellsRead(row: FoundRow): Shown[] {
  const cells = [row.code, row.name, row.agency, row.reason, ...markCells(row)];
  return [...new Map(cells.flatMap(shown => (shown ? [[shown.cell, shown]] : []))).values()];
}

/** In Phụ lục I a row without marks counts; one whose marks were struck out has been taken back, or not: who knows. */
function withoutStruckMarks(columns: Columns, row: FoundRow, result: RowResult): RowResult {
  if ('refused' in result || result.entry.list !== 'eligible') return result;
  const { technical, legal } = result.entry;
  const marks = markColumns(columns);
  const struck = row.struck.find(({ column }) => marks.includes(column));
  if (!struck || technical.blocks !== undefined || legal.blocks !== undefined) return result;
  const cell: Cell = { kind: 'text', text: struck.text };
  const refused = question(
    { cell, row: row.row, column: struck.column },
    `không còn dấu nào sau khi bỏ phần bị gạch hoặc ẩn (${quoted(struck.text)})`,
    'đánh dấu lại, hoặc xóa hẳn dòng',
  );
  return { refused, remarks: result.remarks };
}

/** A cell as it is shown in a row, which it may be merged over. */
function placeOf(sheet: Sheet, row: number, at: Shown | undefined): Place {
  return { ...placeIn(sheet, at?.row, at?.column), row };
}
