import { dateAndTime } from '../../domain/time.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { html, type Markup } from '../html/markup.ts';
import { writePlainPage } from '../html/plain-page.ts';
import type { Write } from '../staged-file.ts';
import type { CheckRow } from './check-row.ts';
import type { OfferingChecklist } from './checklist.ts';
import type { ReadinessNames } from './naming.ts';
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
export async function writeOfferingPage(
  checklist: OfferingChecklist,
  names: ReadinessNames,
  now: string,
  write: Write,
): Promise<void> {
  const { procedure, name, agency, verdict, target, rows } = checklist;
  const page = {
    title: `Điều kiện lên ${names.levels.of(4)}: ${procedure} tại ${names.agency(agency)}`,
    place: names.place,
    made: dateAndTime(now),
    heading: name,
    lead: html`<p><code>${procedure}</code> tại <b>${names.agency(agency)}</b> <span class="badge ${verdictTones[verdict]}">${verdictNames[verdict]}</span></p>
<p class="quiet">Hiện nay: ${levelLines(checklist, names.system, names.levels).join('; ') || 'chưa hệ thống nào cung cấp'}. Chỉ tiêu: ${targetWords(target, names.levels)}.</p>`,
  };
  await writePlainPage(page, ['reviews'], write, async () => {
    await write(
      section(
        'Điều kiện kỹ thuật',
        rows.filter(({ kind }) => kind === 'technical'),
        names,
      ).text,
    );
    await write(
      section(
        'Điều kiện pháp luật',
        rows.filter(({ kind }) => kind === 'legal'),
        names,
      ).text,
    );
  });
}

function section(title: string, rows: readonly CheckRow[], names: ReadinessNames): Markup {
  return html`<section><h2>${title}</h2><table class="checks"><thead><tr><th scope="col">Điều kiện</th><th scope="col">Tình trạng</th><th scope="col">Nguồn, lý do</th></tr></thead><tbody>${rows.map(
    row =>
      html`<tr><th scope="row">${row.name}</th><td><span class="badge ${checkTones[row.state]}">${checkStateNames[row.state]}</span></td><td>${sentenceCase(sourceText(row))}${
        (row.state === 'not-met' || row.state === 'unknown') &&
        html`<br><small class="quiet">${row.state === 'unknown' ? 'Ai làm rõ' : 'Ai khắc phục'}: ${names.owner(row.owner)}</small>`
      }</td></tr>`,
  )}</tbody></table></section>`;
}
