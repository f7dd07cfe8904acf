import { numberWords } from '../../domain/number-words.ts';
import { owners } from '../../domain/severity.ts';
import { dateAndTime } from '../../domain/time.ts';
import type { Form } from '../forms.ts';
import { html, type Markup } from '../html/markup.ts';
import { plainPage } from '../html/plain-page.ts';
import type { Names } from '../names.ts';
import { badge, pageTable } from '../table/page.ts';
import type { Table } from '../table/table.ts';
import { sheetOf, workbook } from '../table/workbook.ts';
import { budgetOf, budgetTable } from './budget.ts';
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
      { title: 'Ai khắc phục', width: 16, terminal: true, cell: ({ owner }) => names.owner(owner) },
      { title: 'Ở đâu', width: 54, cell: ({ subjectName }) => subjectName, head: true, page: whereCell },
      {
        title: 'Thiếu gì',
        width: 44,
        ...{ terminal: true, long: true },
        cell: ({ conditions }) => conditions.map(({ name }) => name),
        page: whatCell,
      },
      {
        title: 'Mở được (dịch vụ)',
        width: 12,
        terminal: true,
        cell: ({ unlocks }) => unlocks,
        pageTitle: 'Mở được',
        page: ({ unlocks, concerns }) =>
          html`<b>${numberWords(unlocks)}</b> dịch vụ${concerns > unlocks && html`<br><small class="quiet">liên quan ${numberWords(concerns)}</small>`}`,
      },
      { title: 'Liên quan (dịch vụ)', width: 12, terminal: true, cell: ({ concerns }) => concerns },
      {
        title: 'Tình trạng',
        width: 14,
        cell: ({ state }) =>
          state === 'unknown'
            ? { value: 'cần làm rõ', tone: 'minor' }
            : { value: 'chưa đạt', tone: 'critical' },
      },
      {
        title: 'Nguồn',
        width: 60,
        cell: ({ conditions }) => conditions.map(({ name, source }) => `${name}: ${source}`),
      },
      { title: 'Mã', width: 14, terminal: true, cell: ({ subject }) => subject },
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
