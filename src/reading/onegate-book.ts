import type { OnegateProcess, OnegateStep } from '../domain/onegate-process.ts';
import { cleanText, textKey, withoutAccents } from '../domain/text.ts';
import { type Book, type Cell, placeName, type Sheet } from './book.ts';
import { readCode } from './code-cell.ts';
import { type Grid, gridOf } from './grid.ts';
import { quoted } from './quote.ts';

/** Headings of the sheet of steps, and of that of transitions, as `withoutAccents(textKey(…))`. */
const stepColumns = {
  code: 'tthc',
  process: 'ten quy trinh',
  alias: 'bi danh',
  id: 'id',
  name: 'ten form',
  action: 'ma action',
  days: 'thoi gian',
  group: 'nhom nguoi dung',
  department: 'phong ban',
};
const moveColumns = {
  code: 'tthc',
  process: 'ten quy trinh',
  from: 'tu form',
  to: 'den form',
  to2: 'den form 2',
  to3: 'den form 3',
};
const aboveLabels = { process: 'ten quy trinh', alias: 'bi danh', code: 'gan vao tthc' };

export type OnegateBook = { process: OnegateProcess } | { problems: string[] };

/**
 * The workbook from which operators of the one-stop ctonegate set a process up; undefined = it is none. Problems name
 * sheet and cell.
 */
export function readOnegateBook(book: Book, locality: string): OnegateBook | undefined {
  const grids = book.sheets.filter(({ hidden }) => !hidden).map(gridOf);
  const [steps] = grids.flatMap(grid => tableOf(grid, stepColumns, ['name', 'action'] as const));
  const [moves] = grids.flatMap(grid => tableOf(grid, moveColumns, ['from', 'to']));
  if (!steps || !moves) return undefined;
  const problems: string[] = [];
  const process: OnegateProcess = {
    ...aboutOf(steps, moves, locality, problems),
    steps: steps.rows.flatMap(row => stepOf(row, problems)),
    moves: moves.rows.flatMap(row => {
      const from = row.text('from');
      const to = (['to', 'to2', 'to3'] as const).map(row.text).filter(name => name !== '');
      if (from === '') problems.push(`${row.where('from')}: thiếu tên bước đi`);
      else if (to.length === 0) problems.push(`${row.where('to')}: thiếu tên bước đến`);
      return [{ from, to }];
    }),
  };
  if (process.steps.length === 0) problems.push(`${steps.sheet.name}: chưa có bước nào`);
  return problems.length > 0 ? { problems } : { process };
}

interface Found<Column extends string> {
  sheet: Sheet;
  rows: FoundRow<Column>[];
  /** Right of a label above the columns. */
  above(label: string): { cell: Cell; where: string } | undefined;
}

interface FoundRow<Column extends string> {
  text(column: Column): string;
  cell(column: Column): Cell | undefined;
  where(column: Column): string;
}

function tableOf<Column extends string>(
  grid: Grid,
  headings: Readonly<Record<Column, string>>,
  needed: readonly NoInfer<Column>[],
): Found<Column>[] {
  const { sheet, rows } = grid;
  const entries = Object.entries(headings) as [Column, string][];
  for (const [index, { cells }] of rows.entries()) {
    const keys = cells.map(cell => (cell ? keyOf(cell.text) : ''));
    const columns = new Map(entries.map(([column, heading]) => [column, keys.indexOf(heading)]));
    if (needed.some(column => columns.get(column) === -1)) continue;
    const place = (row: number, column: number) =>
      `${sheet.name}, ${placeName(sheet, row, Math.max(0, column))}`;
    const below = rows.slice(index + 1).map(({ number }): FoundRow<Column> => {
      const cell = (column: Column) => grid.shown(number, columns.get(column)!)?.cell;
      return {
        cell,
        text: column => cleanText(cell(column)?.text ?? ''),
        where: column => place(number, columns.get(column)!),
      };
    });
    const above = (label: string) => {
      for (const { number, cells } of rows.slice(0, index)) {
        const at = cells.findIndex(cell => cell && keyOf(cell.text) === label);
        const value = cells.findIndex((cell, column) => column > at && cell && cell.text !== '');
        if (at >= 0 && value >= 0) return { cell: cells[value]!, where: place(number, value) };
      }
      return undefined;
    };
    // What tells rows from the space below them is anything but what is said of the process in each.
    const own = needed as readonly Column[];
    return [{ sheet, above, rows: below.filter(row => own.some(column => row.text(column) !== '')) }];
  }
  return [];
}

function keyOf(text: string): string {
  return withoutAccents(textKey(text));
}

/** Code, name and alias: said above the columns, and again in each row; one workbook is of one process. */
function aboutOf(
  steps: Found<keyof typeof stepColumns>,
  moves: Found<keyof typeof moveColumns>,
  locality: string,
  problems: string[],
): Pick<OnegateProcess, 'procedure' | 'name' | 'alias'> {
  const first = steps.rows[0];
  const of = (label: 'process' | 'alias' | 'code') => {
    const cell = first?.cell(label);
    return steps.above(aboveLabels[label]) ?? (first && cell && { cell, where: first.where(label) });
  };
  const [name, alias, code] = [of('process'), of('alias'), of('code')];
  const procedure = code ? codeIn(code.cell, locality) : undefined;
  if (procedure === undefined)
    problems.push(
      code
        ? `${code.where}: ${quoted(code.cell.text)} không phải một mã thủ tục`
        : `${steps.sheet.name}: thiếu mã thủ tục ở "Gắn vào TTHC"`,
    );
  for (const row of [...steps.rows, ...moves.rows]) {
    const [other, process] = [row.cell('code'), row.text('process')];
    if (other && codeIn(other, locality) !== procedure)
      problems.push(`${row.where('code')}: thủ tục khác ${quoted(other.text)}; mỗi tệp chỉ một quy trình`);
    if (name && process !== '' && textKey(process) !== textKey(name.cell.text))
      problems.push(`${row.where('process')}: quy trình khác ${quoted(process)}; mỗi tệp chỉ một quy trình`);
  }
  return {
    procedure: procedure ?? '',
    name: cleanText(name?.cell.text ?? ''),
    alias: cleanText(alias?.cell.text ?? ''),
  };
}

function codeIn(cell: Cell, locality: string): string | undefined {
  const read = readCode(cell, locality);
  return 'problem' in read ? undefined : read.code;
}

function stepOf(row: FoundRow<keyof typeof stepColumns>, problems: string[]): OnegateStep[] {
  const name = row.text('name');
  const days = daysOf(row.cell('days'));
  if (name === '') problems.push(`${row.where('name')}: thiếu tên bước`);
  if (days === undefined)
    problems.push(`${row.where('days')}: thời gian ${quoted(row.text('days'))} không phải số ngày`);
  return [
    {
      ...{ id: row.text('id'), name, action: row.text('action'), days: days ?? 0 },
      ...{ group: row.text('group'), department: row.text('department') },
    },
  ];
}

/** `0,5`, `2`, `2 ngày`; an empty cell takes no time. */
function daysOf(cell: Cell | undefined): number | undefined {
  if (!cell || cell.text === '') return 0;
  if (cell.kind === 'number' && cell.number !== undefined) return cell.number >= 0 ? cell.number : undefined;
  const [, digits] = /^(\d{1,5}(?:[.,]\d{1,6})?)\s*(?:ngày)?$/i.exec(cleanText(cell.text)) ?? [];
  return digits === undefined ? undefined : Number(digits.replace(',', '.'));
}
