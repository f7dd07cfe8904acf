import { numberWords } from '../../domain/number-words.ts';
import { isOwner } from '../../domain/severity.ts';
import { date, dateAndTime, dayText } from '../../domain/time.ts';
import { sentenceCase } from '../../words/sentence.ts';
import type { Form } from '../forms.ts';
import { html, type Markup } from '../html/markup.ts';
import { plainPage } from '../html/plain-page.ts';
import { badge, pageTable } from '../table/page.ts';
import type { Table } from '../table/table.ts';
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
    { title: 'Mốc', width: 60, cell: ({ name }) => name },
    { title: 'Loại việc', width: 34, cell: ({ what }) => sentenceCase(milestoneKinds[what]) },
    { title: 'Từ ngày', width: 12, cell: ({ from }) => from && { day: from } },
    { title: 'Hạn', width: 12, cell: ({ due }) => ({ day: due }) },
    { title: 'Ngày cuối được tính', width: 12, cell: ({ lastDay }) => ({ day: lastDay }) },
    { title: 'Phải làm', width: 8, cell: part => part.states.length },
    { title: 'Đã xong', width: 8, cell: ({ counts }) => counts.done },
    { title: 'Đến hạn', width: 8, cell: ({ counts }) => counts.due },
    { title: 'Quá hạn', width: 8, cell: ({ counts }) => counts.late },
    { title: 'Chưa đến kỳ', width: 8, cell: ({ counts }) => counts.ahead },
    { title: 'Chưa rõ', width: 8, cell: ({ counts }) => counts.unknown },
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
    { title: 'Mốc', width: 50, cell: ({ part }) => part.name },
    { title: 'Hạn', width: 12, cell: ({ part }) => ({ day: part.due }) },
    { title: 'Ai phải làm', width: 40, terminal: true, cell: ({ name }) => name, head: true, page: whoCell },
    {
      title: 'Tình trạng',
      width: 24,
      terminal: true,
      cell: state => ({ value: stateText(state), tone: tones[state.state] }),
      // The days are the same for everybody and stand above.
      page: ({ state, doneOn }) =>
        badge(tones[state], `${milestoneStateNames[state]}${doneOn === null ? '' : ` ${dayText(doneOn)}`}`),
    },
    { title: 'Xong ngày', width: 12, cell: ({ doneOn }) => doneOn && { day: doneOn } },
    {
      title: 'Còn thiếu',
      width: 60,
      terminal: ({ missing }) => missing ?? '',
      cell: ({ missing }) => missing,
      page: ({ missing }) => missing && sentenceCase(missing),
    },
    { title: 'Mã', width: 14, cell: ({ unit }) => unit },
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
