import { numberWords } from '../../domain/number-words.ts';
import { dateAndTime } from '../../domain/time.ts';
import { html, type Markup } from '../html/markup.ts';
import { writePlainPage } from '../html/plain-page.ts';
import { progressBar } from '../reviews/progress-bar.ts';
import type { Write } from '../staged-file.ts';
import type { AgencyLine, AgencyReadiness } from './agency-model.ts';
import type { ReadinessNames } from './naming.ts';
import { verdictNames, verdictTones } from './words.ts';

const mostLines = 2_000;

/** One page for a unit: what each of its services still lacks. */
export async function writeAgencyReadinessPage(
  readiness: AgencyReadiness,
  names: ReadinessNames,
  write: Write,
): Promise<void> {
  const { name, madeAt, lines, counts } = readiness;
  const all = lines.length;
  const top = names.levels.of(4);
  const page = {
    title: `Điều kiện lên ${top}: ${name}`,
    place: names.place,
    made: dateAndTime(madeAt),
    heading: `${name}: ${numberWords(counts.atTop)} trên ${numberWords(all)} dịch vụ đã ở ${top}`,
    lead: html`<p>${sentence(readiness)}</p>`,
  };
  const share = (count: number) => (all === 0 ? 0 : count / all);
  await writePlainPage(page, ['reviews'], write, async () => {
    await write(
      html`${progressBar([
        { share: share(counts.atTop), tone: 'good', words: `${numberWords(counts.atTop)} đã ở ${top}` },
        { share: share(counts.ready), tone: 'some', words: `${numberWords(counts.ready)} đủ điều kiện` },
        { share: share(counts.missing), tone: 'bad', words: `${numberWords(counts.missing)} còn thiếu` },
        {
          share: share(counts.unclear),
          tone: 'rest',
          words: `${numberWords(counts.unclear)} còn điều chưa rõ`,
        },
      ])}<section><h2>Từng dịch vụ</h2><table class="checks"><thead><tr><th scope="col">Thủ tục</th><th scope="col">Điều kiện</th><th scope="col">Còn thiếu, hiện ở mức nào</th></tr></thead><tbody>`
        .text,
    );
    for (const line of lines.slice(0, mostLines)) await write(row(line, top).text);
    await write('</tbody></table>');
    if (all > mostLines)
      await write(
        html`<p class="left-out">Còn ${numberWords(all - mostLines)} dịch vụ ở tệp bảng tính.</p>`.text,
      );
    await write('</section>');
  });
}

function sentence({ counts }: AgencyReadiness): string {
  const parts = [
    `${numberWords(counts.ready)} dịch vụ đủ điều kiện để nâng`,
    `${numberWords(counts.missing)} còn thiếu điều kiện`,
    `${numberWords(counts.unclear)} còn điều chưa rõ`,
  ];
  return `Còn lại: ${parts.join(', ')}.`;
}

function row({ procedure, name, verdict, atTop, blockers, levels, target }: AgencyLine, top: string): Markup {
  const badge = atTop
    ? html`<span class="badge good">đã ở ${top}</span>`
    : html`<span class="badge ${verdictTones[verdict]}">${verdictNames[verdict]}</span>`;
  return html`<tr><th scope="row"><code>${procedure}</code> ${name}</th><td>${badge}</td><td>${
    !atTop && blockers.length > 0 && html`<p>${blockers.join('; ')}</p>`
  }<p class="quiet"><small>${levels.join('; ')}. Chỉ tiêu: ${target}.</small></p></td></tr>
`;
}
