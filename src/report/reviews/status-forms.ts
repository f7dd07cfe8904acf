import { numberWords } from '../../domain/number-words.ts';
import { tierNames } from '../../domain/tier.ts';
import { date, dateAndTime } from '../../domain/time.ts';
import { sentenceCase } from '../../words/sentence.ts';
import type { Form } from '../forms.ts';
import { html, type Markup } from '../html/markup.ts';
import { plainPage } from '../html/plain-page.ts';
import { badge, pageTable } from '../table/page.ts';
import { column, type Table } from '../table/table.ts';
import { sheetOf, workbook } from '../table/workbook.ts';
import { progressBar } from './progress-bar.ts';
import {
  owedWords,
  type ReviewStatus,
  type StatusUnit,
  sideLines,
  statusHeadline,
  targetSentence,
} from './status-model.ts';

const mostConflicts = 500;

/** `review-status.html` and `review-status.xlsx`: who has handed in what, what contradicts itself. */
export function statusForms(status: ReviewStatus): Form[] {
  const { madeAt, tiers, units, conflicts } = status;
  const { place } = status.names;
  const page = {
    title: `Rà soát DVCTT ${place}, ${date(madeAt)}`,
    place,
    made: dateAndTime(madeAt),
    heading: statusHeadline(status),
    lead: html`<p>${targetSentence(status)}</p>`,
    sheet: 'reviews',
  };
  return [
    plainPage('review-status.html', page, function* () {
      yield html`<section class="progress">${tiers.map(progress)}</section>`;
      for (const { tier } of tiers)
        yield tierSection(sentenceCase(tierNames[tier]), units?.filter(unit => unit.tier === tier) ?? []);
      yield conflictSection(status);
    }),
    workbook('review-status.xlsx', madeAt, [
      sheetOf(unitTable, [units ?? []]),
      sheetOf(conflictTable(status), [conflicts]),
    ]),
  ];
}

function progress({ tier, units, complete, silent }: ReviewStatus['tiers'][number]): Markup {
  return html`<div><h3>${sentenceCase(tierNames[tier])}</h3>${progressBar(units, [
    [complete, 'good', 'đơn vị đã gửi đủ'],
    [units - complete - silent, 'some', 'đơn vị gửi chưa đủ'],
    [silent, 'bad', 'đơn vị chưa gửi gì'],
  ])}<p class="quiet">${numberWords(complete)}/${numberWords(units)} đơn vị đã gửi đủ${
    silent > 0 && `, ${numberWords(silent)} chưa gửi gì`
  }</p></div>`;
}

function tierSection(title: string, units: readonly StatusUnit[]): Markup {
  const open = units.filter(({ complete }) => !complete);
  const done = units.filter(({ complete }) => complete);
  return html`<section><h2>${title}: ${open.length > 0 ? `${numberWords(open.length)} đơn vị còn thiếu` : 'đã gửi đủ'}</h2>${
    open.length > 0 && pageTable(unitTable, open)
  }${done.length > 0 && html`<details><summary>${numberWords(done.length)} đơn vị đã gửi đủ</summary>${pageTable(unitTable, done)}</details>`}</section>`;
}

export const unitTable = {
  name: 'Các đơn vị',
  look: 'units',
  printed: 9,
  columns: [
    column('Đơn vị', 40, ({ name }) => name, { terminal: true, head: true, page: unitCell }),
    column('Cấp', 12, ({ tier }) => sentenceCase(tierNames[tier])),
    column('Phải rà soát', 9, ({ expected }) => expected, { number: true, page: true, terminal: true }),
    column('Đã gửi', 8, ({ reported }) => reported, { number: true, page: reportedCell, terminal: true }),
    column('Cấp trên nói thay', 9, ({ spokenFor = 0 }) => spokenFor),
    column('Còn thiếu', 8, ({ owed }) => owed),
    column('Tình trạng', 12, unit => ({ value: unitState(unit), tone: unit.complete ? 'good' : 'critical' })),
    column('Thiếu gì, chờ ai', 60, unit => owedWords(unit, 100) || null, {
      pageTitle: 'Còn thiếu, chờ ai',
      page: unit => owedWords(unit),
      terminal: unit => ({ value: owedWords(unit, 1), tone: unit.silent ? 'critical' : undefined }),
      long: true,
    }),
    column('Gửi gần nhất', 17, ({ lastImportAt }) => lastImportAt && { moment: lastImportAt }, {
      page: ({ lastImportAt }) => (lastImportAt === null ? '–' : dateAndTime(lastImportAt)),
    }),
    column('Mã đơn vị', 14, ({ agency }) => agency, { terminal: true }),
  ],
} satisfies Table<StatusUnit>;

function unitState({ complete, silent }: StatusUnit): string {
  if (complete) return 'đủ';
  return silent ? 'chưa gửi gì' : 'chưa đủ';
}

function unitCell(unit: StatusUnit): Markup {
  const tone = unit.complete ? 'good' : unit.silent ? 'critical' : 'major';
  return html`${unit.name} <code>${unit.agency}</code> ${badge(tone, unitState(unit))}`;
}

function reportedCell({ reported, spokenFor = 0 }: StatusUnit): Markup {
  return html`${numberWords(reported)}${spokenFor > 0 && html`<br><small>+${numberWords(spokenFor)} do cấp trên</small>`}`;
}

type Conflict = ReviewStatus['conflicts'][number];

export function conflictTable({ names }: Pick<ReviewStatus, 'names'>) {
  const lines = (conflict: Conflict) => sideLines(conflict, names.agency);
  const side = (conflict: Conflict, eligible: boolean) =>
    lines(conflict).find(each => each.eligible === eligible)?.text ?? null;
  return {
    name: 'Mâu thuẫn',
    look: 'conflicts',
    columns: [
      {
        title: 'Thủ tục',
        head: true,
        page: ({ procedure, name, tier, agencies }) => {
          const where =
            agencies.length === 1
              ? `hai danh mục của ${names.agency(agencies[0]!)}`
              : `các đơn vị ${tierNames[tier]}`;
          return html`<code>${procedure}</code> ${name}<br><small class="quiet">${where}</small>`;
        },
      },
      {
        ...{ title: 'Ai nói gì', long: true },
        terminal: conflict =>
          lines(conflict).map(({ eligible, text }) => `${eligible ? '' : 'chưa '}đủ điều kiện: ${text}`),
        page: conflict =>
          lines(conflict).map(
            ({ eligible, text }) =>
              html`<p>${eligible ? badge('good', 'đủ điều kiện') : badge('major', 'chưa đủ điều kiện')} ${text}</p>`,
          ),
      },
      column('Mã TTHC', 13, ({ procedure }) => procedure, { terminal: true }),
      column('Tên thủ tục', 50, ({ name }) => name),
      column('Cấp', 14, ({ tier }) => sentenceCase(tierNames[tier]), { terminal: true }),
      column('Nói là đủ điều kiện', 50, conflict => side(conflict, true)),
      column('Nói là chưa đủ điều kiện', 50, conflict => side(conflict, false)),
      column('Chờ quyết định của', 18, ({ decides }) => decides, {
        pageTitle: 'Chờ ai',
        page: true,
        terminal: true,
      }),
    ],
  } satisfies Table<Conflict>;
}

function conflictSection(status: ReviewStatus): Markup {
  const { conflicts } = status;
  if (conflicts.length === 0) return html`<section><h2>Không có mâu thuẫn nào</h2></section>`;
  const limit = { most: mostConflicts, rest: 'mâu thuẫn nữa ở bảng tính kèm theo' };
  return html`<section><h2>${numberWords(conflicts.length)} mâu thuẫn chờ quyết định</h2>${pageTable(conflictTable(status), conflicts, limit)}</section>`;
}
