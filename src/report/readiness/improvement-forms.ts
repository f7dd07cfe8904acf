import { entry } from '../../domain/map.ts';
import { numberWords } from '../../domain/number-words.ts';
import { owners } from '../../domain/severity.ts';
import { dateAndTime } from '../../domain/time.ts';
import type { Form } from '../forms.ts';
import { html, type Markup } from '../html/markup.ts';
import { plainPage } from '../html/plain-page.ts';
import type { Names } from '../names.ts';
import { badge, pageTable } from '../table/page.ts';
import { column, type Table } from '../table/table.ts';
import { sheetOf, workbook } from '../table/workbook.ts';
import type { ImprovementItem, ImprovementList } from './improvement.ts';
import { countSentence } from './words.ts';

/** Items of one side on the page; the workbook has them all. */
const limit = { most: 500, rest: 'việc nữa ở bảng tính kèm theo' };

/** The improvement list, most unlocked first: what is missing, who can fix it, what that unlocks. `now` ISO 8601. */
export function improvementForms(
  { items, offerings, orderBy }: ImprovementList,
  names: Names,
  now: string,
  unitCosts: Readonly<Record<string, number>> = {},
): Form[] {
  const top = names.levels.of(4);
  const open = offerings.all - offerings.atTop;
  const table = improvementTable(names);
  const page = {
    title: `Việc cần khắc phục để lên ${top}, ${names.place}`,
    place: names.place,
    made: dateAndTime(now),
    heading:
      open === 0
        ? `Mọi dịch vụ đã ở ${top}`
        : `${numberWords(items.length)} việc khắc phục để đưa ${numberWords(open)} dịch vụ lên ${top}`,
    lead: html`<p>${countSentence(offerings, names)} ${orderBy === 'demand' ? 'Việc liên quan nhiều hồ sơ của người dân nhất đứng trước.' : 'Việc mở được nhiều dịch vụ nhất đứng trước.'}</p>`,
    sheet: 'reviews',
  };
  return [
    plainPage('improvement.html', page, () =>
      owners.map(owner => {
        const own = items.filter(item => item.owner === owner);
        return (
          own.length > 0 &&
          html`<section><h2>${names.owner(owner)}: ${numberWords(own.length)} việc</h2>${pageTable(table, own, limit)}</section>`
        );
      }),
    ),
    workbook('improvement.xlsx', now, [
      sheetOf(table, [items]),
      sheetOf(budgetTable, [budgetOf(items, unitCosts)]),
    ]),
  ];
}

export function improvementTable(names: Names) {
  return {
    name: 'Khắc phục',
    look: 'conflicts',
    printed: 7,
    columns: [
      column('Ai khắc phục', 16, ({ owner }) => names.owner(owner), { terminal: true }),
      column('Ở đâu', 54, ({ subjectName }) => subjectName, { head: true, page: whereCell }),
      column('Thiếu gì', 44, ({ conditions }) => conditions.map(({ name }) => name), {
        terminal: true,
        long: true,
        page: whatCell,
      }),
      column('Mở được (dịch vụ)', 12, ({ unlocks }) => unlocks, {
        terminal: true,
        pageTitle: 'Mở được',
        page: ({ unlocks, concerns }) =>
          html`<b>${numberWords(unlocks)}</b> dịch vụ${concerns > unlocks && html`<br><small class="quiet">liên quan ${numberWords(concerns)}</small>`}`,
      }),
      column('Liên quan (dịch vụ)', 12, ({ concerns }) => concerns, { terminal: true }),
      column('Tình trạng', 14, ({ state }) =>
        state === 'unknown'
          ? { value: 'cần làm rõ', tone: 'minor' }
          : { value: 'chưa đạt', tone: 'critical' },
      ),
      column('Nguồn', 60, ({ conditions }) => conditions.map(({ name, source }) => `${name}: ${source}`)),
      column('Mã', 14, ({ subject }) => subject, { terminal: true }),
    ],
  } satisfies Table<ImprovementItem>;
}

function whereCell({ subject, subjectName, state }: ImprovementItem): Markup {
  return html`${subjectName} <code>${subject}</code>${state === 'unknown' && html` ${badge('minor', 'cần làm rõ')}`}`;
}

function whatCell({ conditions, concerns }: ImprovementItem): Markup {
  const lines = conditions.map(
    ({ name, concerns: held, source }) =>
      html`<li><b>${name}</b>${held < concerns && ` (${numberWords(held)} dịch vụ)`}<br><small class="quiet">${source}</small></li>`,
  );
  return html`<ul>${lines}</ul>`;
}

/** What the open work of one kind costs by the city's own unit costs. */
export interface BudgetLine {
  /** Null = all together. */
  condition: string | null;
  name: string;
  /** Pieces of work: one a procedure, or one a unit. */
  pieces: number;
  /** Đồng; null = the city has set none. */
  unitCost: number | null;
  /** Đồng; null = not known. */
  cost: number | null;
}

/**
 * Open work times unit costs, a line a condition, dearest first, and all together. Only what is known to be missing is
 * counted; without a price of one of them there is no sum.
 *
 * @param unitCosts đồng for a piece of work, by condition.
 */
export function budgetOf(
  items: readonly ImprovementItem[],
  unitCosts: Readonly<Record<string, number>>,
): BudgetLine[] {
  const found = new Map<string, BudgetLine>();
  for (const { conditions, state } of items) {
    if (state !== 'not-met') continue;
    for (const { id, name } of conditions) {
      const unitCost = Object.hasOwn(unitCosts, id) ? unitCosts[id]! : null;
      const line = entry(found, id, () => ({ condition: id, name, pieces: 0, unitCost, cost: null }));
      line.pieces++;
      if (unitCost !== null) line.cost = line.pieces * unitCost;
    }
  }
  const lines = [...found.values()].sort(
    (a, b) => (b.cost ?? -1) - (a.cost ?? -1) || b.pieces - a.pieces || (a.name < b.name ? -1 : 1),
  );
  const known = lines.every(({ cost }) => cost !== null);
  const sum = (of: (line: BudgetLine) => number) => lines.reduce((all, line) => all + of(line), 0);
  if (lines.length === 0) return [];
  return [
    ...lines,
    {
      ...{ condition: null, name: 'Cộng', pieces: sum(({ pieces }) => pieces), unitCost: null },
      cost: known ? sum(({ cost }) => cost!) : null,
    },
  ];
}

const noPrice = { value: 'chưa có đơn giá', tone: 'minor' } as const;

const budgetTable = {
  name: 'Kinh phí',
  columns: [
    column('Điều kiện', 50, ({ name }) => name),
    column('Số việc', 12, ({ pieces }) => pieces),
    column('Đơn giá (đồng)', 20, ({ condition, unitCost }) =>
      condition === null ? '' : (unitCost ?? noPrice),
    ),
    column(
      'Thành tiền (đồng)',
      24,
      ({ condition, cost }) => cost ?? (condition === null ? 'chưa đủ đơn giá để cộng' : noPrice),
    ),
    column('Mã điều kiện', 18, ({ condition }) => condition ?? ''),
  ],
} satisfies Table<BudgetLine> & { name: string };
