import { numberWords } from '../../domain/number-words.ts';
import { owners } from '../../domain/severity.ts';
import { dateAndTime } from '../../domain/time.ts';
import { html, type Markup } from '../html/markup.ts';
import { writePlainPage } from '../html/plain-page.ts';
import type { Write } from '../staged-file.ts';
import type { ImprovementItem, ImprovementList } from './improvement.ts';
import type { ReadinessNames } from './naming.ts';

/** Items of one side on the page; the workbook has them all. */
const mostItems = 500;

/** The improvement list: what is missing, who can fix it, what that unlocks. `now` ISO 8601. */
export async function writeImprovementPage(
  { items, offerings }: ImprovementList,
  names: ReadinessNames,
  now: string,
  write: Write,
): Promise<void> {
  const top = names.levels.of(4);
  const open = offerings.all - offerings.atTop;
  const page = {
    title: `Việc cần khắc phục để lên ${top}, ${names.place}`,
    place: names.place,
    made: dateAndTime(now),
    heading:
      open === 0
        ? `Mọi dịch vụ đã ở ${top}`
        : `${numberWords(items.length)} việc khắc phục để đưa ${numberWords(open)} dịch vụ lên ${top}`,
    lead: html`<p>${numberWords(offerings.atTop)} trên ${numberWords(offerings.all)} dịch vụ đã ở ${top}; ${numberWords(offerings.ready)} đủ điều kiện để nâng ngay, ${numberWords(offerings.missing)} còn thiếu điều kiện, ${numberWords(offerings.unclear)} còn điều chưa rõ. Việc mở được nhiều dịch vụ nhất đứng trước.</p>`,
  };
  await writePlainPage(page, ['reviews'], write, async () => {
    for (const owner of owners) {
      const own = items.filter(item => item.owner === owner);
      if (own.length === 0) continue;
      await write(
        html`<section><h2>${names.owner(owner)}: ${numberWords(own.length)} việc</h2><table class="conflicts"><thead><tr><th scope="col">Ở đâu</th><th scope="col">Thiếu gì</th><th scope="col">Mở được</th></tr></thead><tbody>`
          .text,
      );
      for (const item of own.slice(0, mostItems)) await write(row(item).text);
      await write('</tbody></table>');
      if (own.length > mostItems)
        await write(
          html`<p class="left-out">Còn ${numberWords(own.length - mostItems)} việc nữa ở tệp improvement.xlsx.</p>`
            .text,
        );
      await write('</section>');
    }
  });
}

function row({ subject, subjectName, state, unlocks, concerns, conditions }: ImprovementItem): Markup {
  const lines = conditions.map(
    ({ name, concerns: held, source }) =>
      html`<li><b>${name}</b>${held < concerns && ` (${numberWords(held)} dịch vụ)`}<br><small class="quiet">${source}</small></li>`,
  );
  return html`<tr><th scope="row">${subjectName} <code>${subject}</code>${
    state === 'unknown' && html` <span class="badge minor">cần làm rõ</span>`
  }</th><td><ul>${lines}</ul></td><td><b>${numberWords(unlocks)}</b> dịch vụ${
    concerns > unlocks && html`<br><small class="quiet">liên quan ${numberWords(concerns)}</small>`
  }</td></tr>
`;
}
