import { numberWords } from '../../domain/number-words.ts';
import { isOwner } from '../../domain/severity.ts';
import { date, dateAndTime, dayText } from '../../domain/time.ts';
import { sentenceCase } from '../../words/sentence.ts';
import type { Form } from '../forms.ts';
import { html, type Markup } from '../html/markup.ts';
import { plainPage } from '../html/plain-page.ts';
import { badge, pageTable } from '../table/page.ts';
import { column, type Table } from '../table/table.ts';
import { sheetOf, workbook } from '../table/workbook.ts';
import {
  type MilestoneOverview,
  type MilestonePart,
  milestoneKinds,
  milestoneStateNames,
  overviewHeadline,
  partSentence,
  stateText,
} from './milestones.ts';
import { progressBar } from './progress-bar.ts';

/** `milestones.html` and `milestones.xlsx`: every milestone with who is late, due, done. */
export function milestoneForms(overview: MilestoneOverview): Form[] {
  const { place, madeAt, milestones } = overview;
  const page = {
    title: `Mốc kế hoạch DVCTT ${place}, ${date(madeAt)}`,
    place,
    made: dateAndTime(madeAt),
    heading: overviewHeadline(overview),
    lead: html`<p>Ngày làm việc: từ thứ hai đến thứ sáu, trừ ngày nghỉ đã khai; hạn rơi vào ngày nghỉ thì hết vào ngày làm việc kế tiếp.</p>`,
    sheet: 'reviews',
  };
  return [
    plainPage('milestones.html', page, () => milestones.map(section)),
    workbook('milestones.xlsx', madeAt, [
      sheetOf(totals, [milestones]),
      sheetOf(milestoneTable, milestones.map(statesOf)),
    ]),
  ];
}

const totals = {
  name: 'Các mốc',
  columns: [
    column('Mốc', 60, ({ name }) => name),
    column('Loại việc', 34, ({ what }) => sentenceCase(milestoneKinds[what])),
    column('Từ ngày', 12, ({ from }) => from && { day: from }),
    column('Hạn', 12, ({ due }) => ({ day: due })),
    column('Ngày cuối được tính', 12, ({ lastDay }) => ({ day: lastDay })),
    column('Phải làm', 8, part => part.states.length),
    column('Đã xong', 8, ({ counts }) => counts.done),
    column('Đến hạn', 8, ({ counts }) => counts.due),
    column('Quá hạn', 8, ({ counts }) => counts.late),
    column('Chưa đến kỳ', 8, ({ counts }) => counts.ahead),
    column('Chưa rõ', 8, ({ counts }) => counts.unknown),
  ],
} satisfies Table<MilestonePart>;

type StateRow = MilestonePart['states'][number] & { part: MilestonePart };

function statesOf(part: MilestonePart): StateRow[] {
  return part.states.map(state => ({ ...state, part }));
}

const tones = { done: 'good', late: 'critical', due: 'major', ahead: 'info', unknown: 'minor' } as const;

export const milestoneTable = {
  name: 'Từng đơn vị',
  look: 'checks',
  printed: 6,
  columns: [
    column('Mốc', 50, ({ part }) => part.name),
    column('Hạn', 12, ({ part }) => ({ day: part.due })),
    column('Ai phải làm', 40, ({ name }) => name, { terminal: true, head: true, page: whoCell }),
    {
      title: 'Tình trạng',
      width: 24,
      terminal: true,
      cell: state => ({ value: stateText(state), tone: tones[state.state] }),
      // The days are the same for everybody and stand above.
      page: ({ state, doneOn }) =>
        badge(tones[state], `${milestoneStateNames[state]}${doneOn === null ? '' : ` ${dayText(doneOn)}`}`),
    },
    column('Xong ngày', 12, ({ doneOn }) => doneOn && { day: doneOn }),
    column('Còn thiếu', 60, ({ missing }) => missing, {
      terminal: ({ missing }) => missing ?? '',
      page: ({ missing }) => missing && sentenceCase(missing),
    }),
    column('Mã', 14, ({ unit }) => unit),
  ],
} satisfies Table<StateRow>;

function whoCell({ name, unit }: StateRow): Markup {
  return html`${name}${unit !== name && !isOwner(unit) && html` <code>${unit}</code>`}`;
}

function section(part: MilestonePart): Markup {
  const { name, what, counts } = part;
  const rows = statesOf(part);
  const open = rows.filter(({ state }) => state !== 'done');
  const done = rows.filter(({ state }) => state === 'done');
  return html`<section><h2>${sentenceCase(name)}</h2><p class="meta">${sentenceCase(milestoneKinds[what])} · ${partSentence(part)}</p>${progressBar(
    rows.length,
    [
      [counts.done, 'good', 'đã xong'],
      [counts.due, 'some', 'đến hạn'],
      [counts.late, 'bad', 'quá hạn'],
      [counts.ahead + counts.unknown, 'rest', 'chưa đến kỳ hoặc chưa rõ'],
    ],
  )}${rows.length === 0 && html`<p class="quiet">Không đơn vị nào phải làm.</p>`}${open.length > 0 && pageTable(milestoneTable, open)}${
    done.length > 0 &&
    html`<details><summary>${numberWords(done.length)} đã xong</summary>${pageTable(milestoneTable, done)}</details>`
  }</section>`;
}
