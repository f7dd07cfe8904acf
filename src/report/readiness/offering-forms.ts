import { dateAndTime } from '../../domain/time.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { type Form, textForm } from '../forms.ts';
import { html, type Markup } from '../html/markup.ts';
import { plainPage } from '../html/plain-page.ts';
import type { Names } from '../names.ts';
import { badge, pageTable } from '../table/page.ts';
import { list, type Table } from '../table/table.ts';
import type { OfferingChecklist } from './checklist.ts';
import type { CheckRow } from './conditions.ts';
import {
  checkStateNames,
  checkTones,
  levelLines,
  sourceText,
  targetWords,
  verdictNames,
  verdictTones,
} from './words.ts';

/** The checklist of one offering, for appraisal: every condition with its source and date. `now` ISO 8601. */
export function offeringForms(
  checklist: OfferingChecklist,
  names: Names,
  now: string,
): [page: Form, json: Form] {
  const { procedure, name, agency, verdict, target, rows } = checklist;
  const file = `readiness-${procedure}-${agency}`;
  const page = {
    title: `Điều kiện lên ${names.levels.of(4)}: ${procedure} tại ${names.agency(agency)}`,
    place: names.place,
    made: dateAndTime(now),
    heading: name,
    lead: html`<p><code>${procedure}</code> tại <b>${names.agency(agency)}</b> ${badge(verdictTones[verdict], verdictNames[verdict])}</p>
<p class="quiet">Hiện nay: ${levelLines(checklist, names.system, names.levels).join('; ') || 'chưa hệ thống nào cung cấp'}. Chỉ tiêu: ${targetWords(target, names.levels)}.</p>`,
    sheet: 'reviews',
  };
  const section = (title: string, ofKind: CheckRow['kind']) =>
    html`<section><h2>${title}</h2>${pageTable(
      checkTable(names),
      rows.filter(({ kind }) => kind === ofKind),
    )}</section>`;
  return [
    plainPage(`${file}.html`, page, () => [
      section('Điều kiện kỹ thuật', 'technical'),
      section('Điều kiện pháp luật', 'legal'),
    ]),
    textForm(`${file}.json`, write => write(`${JSON.stringify(checklist, null, 2)}\n`)),
  ];
}

/** Condition by condition: whether it is met, by which source, who can mend it. */
export function checkTable(names: Names): Table<CheckRow> {
  return {
    ...list<CheckRow>([
      { title: 'Điều kiện', head: true, cell: ({ name }) => name },
      {
        title: 'Tình trạng',
        cell: ({ state }) => ({ value: checkStateNames[state], tone: checkTones[state] }),
      },
      { title: 'Nguồn, lý do', cell: sourceText, page: row => sourceCell(row, names) },
    ]),
    look: 'checks',
  };
}

function sourceCell(row: CheckRow, names: Names): Markup {
  const { state, owner } = row;
  return html`${sentenceCase(sourceText(row))}${
    (state === 'not-met' || state === 'unknown') &&
    html`<br><small class="quiet">${state === 'unknown' ? 'Ai làm rõ' : 'Ai khắc phục'}: ${names.owner(owner)}</small>`
  }`;
}
