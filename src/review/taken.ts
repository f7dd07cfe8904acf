import { sameJson } from '../domain/canonical.ts';
import { conditionsNamed } from '../domain/explanation.ts';
import type { PartKey } from '../store/reviews/review-rows.ts';
import type { NewEntry } from '../store/reviews/reviews.ts';
import {
  emptyList,
  type FileAnswer,
  type ListAnswer,
  type Place,
  type Problem,
  placeText,
  questionAt,
} from './answer.ts';
import { unvouched } from './grounds.ts';
import { groundNames } from './marks.ts';
import type { Remark } from './row-result.ts';

/** Rows of one unit's list as they come; null = given twice with different contents. */
interface Part {
  answer: ListAnswer;
  rows: Map<string, Taken | null>;
}
interface Taken {
  entry: NewEntry;
  place: Place;
  corrected: boolean;
}

/** What was taken of a file's lists, list by list, and what is said of it to whoever sent it. */
export class TakenLists {
  readonly #answer: FileAnswer;
  readonly #nameOf: (agency: string) => string;
  /** By list and unit. */
  readonly #parts = new Map<string, Part>();
  /** Of rows, by sheet and text. */
  readonly #notes = new Map<string, { note: FileAnswer['notes'][number]; rows: Set<number> }>();

  constructor(answer: FileAnswer, nameOf: (agency: string) => string) {
    this.#answer = answer;
    this.#nameOf = nameOf;
  }

  note(place: Place, text: string): void {
    this.#answer.notes.push({ ...place, text });
  }

  ask(place: Place, reason: string, todo: string, rows: number): void {
    this.tell(questionAt(place, reason, todo, rows));
  }

  tell(problem: Problem): void {
    this.#answer.problems.push(problem);
  }

  remark(place: Place, remark: Remark): void {
    if (remark.kind === 'corrected') {
      const { what, from, to } = remark;
      this.#answer.corrections.push({ ...place, what, from, to });
    } else if (remark.kind === 'note') this.#noteOfRow(place, remark.text);
    else this.#answer.unknownReasons.push({ ...place, text: remark.text });
  }

  /** The same of many rows of a sheet is said once. */
  #noteOfRow(place: Place, text: string): void {
    const key = JSON.stringify([place.sheet, text]);
    const known = this.#notes.get(key);
    if (known) known.rows.add(place.row ?? 0);
    else {
      const note = { ...place, text };
      this.#notes.set(key, { note, rows: new Set([place.row ?? 0]) });
      this.#answer.notes.push(note);
    }
  }

  /** A list that is there, whether or not a row of it can be used. */
  open(of: PartKey): Part {
    const key = `${of.list} ${of.agency}`;
    const part = this.#parts.get(key) ?? {
      answer: emptyList(of, this.#nameOf(of.agency)),
      rows: new Map<string, Taken | null>(),
    };
    this.#parts.set(key, part);
    return part;
  }

  refuse(of: PartKey, problem: Problem): void {
    this.open(of).answer[problem.kind]++;
    this.tell(problem);
  }

  /**
   * False for a procedure that comes twice in one list of a unit: the same again is said; a contradiction puts both rows
   * in question.
   */
  take(entry: NewEntry, place: Place, corrected: boolean): boolean {
    const part = this.open(entry);
    const before = part.rows.get(entry.procedure);
    if (before === undefined) part.rows.set(entry.procedure, { entry, place, corrected });
    else if (before && sameWord(before.entry, entry))
      this.note(place, `${entry.procedure} đã có ở ${rowText(before.entry, place)}; bỏ qua dòng lặp`);
    else {
      for (const [of, other] of [
        [before?.place, entry],
        [place, before?.entry],
      ] as const) {
        if (!of) continue;
        part.answer.questioned++;
        const where = other ? ` (${rowText(other, of)})` : '';
        this.ask(
          of,
          `${entry.procedure} ghi nhiều lần với nội dung khác nhau${where}`,
          'giữ lại một dòng đúng',
          1,
        );
      }
      part.rows.set(entry.procedure, null);
    }
    return before === undefined;
  }

  /** What rows do not say counts all the same; whoever sent them should know how. */
  #tellUnsaid(entries: readonly NewEntry[]): void {
    const unsaid = entries.flatMap(entry => unsaidIn(entry).map(text => ({ text, ...entry.source })));
    for (const rows of Map.groupBy(unsaid, ({ sheet, text }) => JSON.stringify([sheet, text])).values()) {
      const [{ sheet, row, text }] = rows as [(typeof rows)[number]];
      const numbers = rows.map(each => each.row).sort((a, b) => a - b);
      this.note({ sheet, row, cell: null }, `${text} (dòng ${ranges(numbers)})`);
    }
  }

  settled(): { answer: FileAnswer; parts: PartKey[]; entries: NewEntry[] } {
    const answer = this.#answer;
    const parts: PartKey[] = [];
    const entries: NewEntry[] = [];
    for (const { answer: list, rows } of this.#parts.values()) {
      const taken = [...rows.values()].flatMap(row => row?.entry ?? []);
      entries.push(...taken);
      this.#tellUnsaid(taken);
      list.accepted = [...rows.values()].filter(Boolean).length;
      list.corrected = [...rows.values()].filter(row => row?.corrected).length;
      answer.lists.push(list);
      for (const count of ['accepted', 'corrected'] as const) answer[count] += list[count];
      // A list of which nothing could be read is not a list that is empty.
      if (list.accepted > 0 || list.questioned + list.rejected === 0)
        parts.push({ agency: list.agency, list: list.list });
    }
    for (const { kind, rows } of answer.problems) answer[kind] += rows;
    for (const { note, rows } of this.#notes.values())
      if (rows.size > 1) note.text += ` (dòng ${ranges([...rows].sort((a, b) => a - b))})`;
    answer.state = parts.length > 0 ? 'imported' : 'nothing';
    return { answer, parts, entries };
  }
}

function unsaidIn(entry: NewEntry): string[] {
  const { list, technical, legal } = entry;
  if (list === 'not-eligible')
    return conditionsNamed(entry).length > 0
      ? []
      : ['chưa nêu điều kiện chưa đạt nên chưa tính là đã báo cáo; ghi rõ vướng mắc ở cột tương ứng'];
  if (list === 'eligible' && technical.blocks === undefined && legal.blocks === undefined)
    return ['không đánh dấu căn cứ nào: hiểu là đủ cả hai căn cứ'];
  return unvouched(entry).map(
    kind => `cột ${groundNames[kind]} để trống hoặc chỉ có gạch ngang: hiểu là chưa đủ điều kiện`,
  );
}

/** `5–7, 20`. */
export function ranges(rows: readonly number[], most = 10): string {
  const runs: [number, number][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last && row === last[1] + 1) last[1] = row;
    else runs.push([row, row]);
  }
  const shown = runs.slice(0, most).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  return shown.join(', ') + (runs.length > most ? ' …' : '');
}

function sameWord(a: NewEntry, b: NewEntry): boolean {
  return sameJson([a.technical, a.legal], [b.technical, b.legal]);
}

/** "dòng 4", with its sheet where that is another one. */
function rowText({ source: { sheet, row } }: NewEntry, from: Place): string {
  return placeText({ sheet: sheet === from.sheet ? null : sheet, row, cell: null });
}
