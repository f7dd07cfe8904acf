import { numberWords } from '../../domain/number-words.ts';
import { dateAndTime } from '../../domain/time.ts';
import { sentenceCase } from '../../words/sentence.ts';
import type { Form } from '../forms.ts';
import { html, type Markup } from '../html/markup.ts';
import { plainPage } from '../html/plain-page.ts';
import type { Names } from '../names.ts';
import { progressBar } from '../reviews/progress-bar.ts';
import { badge, pageTable } from '../table/page.ts';
import { column, type Table } from '../table/table.ts';
import { sheetOf, workbook } from '../table/workbook.ts';
import type { AgencyLine, AgencyReadiness } from './agency-model.ts';
import { countSentence, verdictNames, verdictTones } from './words.ts';

const limit = { most: 2_000, rest: 'dịch vụ ở tệp bảng tính' };

/** A page and a workbook for a unit: what each of its services still lacks. */
export function agencyReadinessForms(readiness: AgencyReadiness, names: Names): Form[] {
  const { agency, name, madeAt, lines, counts } = readiness;
  const file = `readiness-${agency}`;
  const top = names.levels.of(4);
  const table = agencyReadinessTable(top);
  const page = {
    title: `Điều kiện lên ${top}: ${name}`,
    place: names.place,
    made: dateAndTime(madeAt),
    heading: `${name}: ${numberWords(counts.atTop)} trên ${numberWords(lines.length)} dịch vụ đã ở ${top}`,
    lead: html`<p>${countSentence(counts, names)}</p>`,
    sheet: 'reviews',
  };
  return [
    plainPage(`${file}.html`, page, () => [
      progressBar(lines.length, [
        [counts.atTop, 'good', `đã ở ${top}`],
        [counts.ready, 'some', 'đủ điều kiện'],
        [counts.missing, 'bad', 'còn thiếu'],
        [counts.unclear, 'rest', 'còn điều chưa rõ'],
      ]),
      html`<section><h2>Từng dịch vụ</h2>${pageTable(table, lines, limit)}</section>`,
    ]),
    workbook(`${file}.xlsx`, madeAt, [sheetOf(table, [lines])]),
  ];
}

export function agencyReadinessTable(top: string) {
  return {
    name: 'Điều kiện',
    look: 'checks',
    columns: [
      {
        title: 'Thủ tục',
        head: true,
        page: ({ procedure, name }) => html`<code>${procedure}</code> ${name}`,
      },
      column('Mã TTHC', 13, ({ procedure }) => procedure, { terminal: true }),
      column('Tên thủ tục', 54, ({ name }) => name),
      column(`Đã ở ${top}`, 12, ({ atTop }) => (atTop ? 'X' : null)),
      column(
        'Điều kiện',
        18,
        ({ verdict }) => ({ value: verdictNames[verdict], tone: verdictTones[verdict] }),
        {
          terminal: true,
          page: ({ atTop, verdict }) =>
            atTop ? badge('good', `đã ở ${top}`) : badge(verdictTones[verdict], verdictNames[verdict]),
        },
      ),
      column('Còn thiếu hoặc chưa rõ', 60, ({ blockers }) => blockers, {
        terminal: true,
        pageTitle: 'Còn thiếu, hiện ở mức nào',
        page: lackingCell,
      }),
      column('Mức hiện nay', 44, ({ levels }) => levels),
      column('Chỉ tiêu', 40, ({ target }) => sentenceCase(target)),
    ],
  } satisfies Table<AgencyLine>;
}

function lackingCell({ atTop, blockers, levels, target }: AgencyLine): Markup {
  return html`${
    !atTop && blockers.length > 0 && html`<p>${blockers.join('; ')}</p>`
  }<p class="quiet"><small>${levels.join('; ')}. Chỉ tiêu: ${target}.</small></p>`;
}
