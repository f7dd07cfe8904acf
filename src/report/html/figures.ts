import { numberWords } from '../../domain/number-words.ts';
import { tierNames } from '../../domain/tier.ts';
import { sentenceCase } from '../../words/sentence.ts';
import type { ReportModel } from '../model.ts';
import { levelOrder, levelRows, levelsChart, levelTotal } from './charts/levels-chart.ts';
import { ownersChart } from './charts/owners-chart.ts';
import { rulesChart } from './charts/rules-chart.ts';
import { incomplete, trendChart } from './charts/trend-chart.ts';
import { html, type Markup } from './markup.ts';

/** "Bức tranh chung": discrepancies by rule, by owner and over time. */
export function discrepancyFigures(model: ReportModel): Markup | false {
  const some = model.tally.toDo + model.tally.unchecked > 0;
  const past = model.trend.length > 1;
  return (
    (some || past) &&
    html`<section id="buc-tranh"><h2>Bức tranh chung</h2><div class="figures-grid">${
      some && html`<figure><figcaption>Theo loại sai lệch</figcaption>${rulesChart(model)}</figure>`
    }<div>${some && html`<figure><figcaption>Theo nơi chịu trách nhiệm</figcaption>${ownersChart(model)}</figure>`}${
      past &&
      html`<figure><figcaption>Qua ${numberWords(model.trend.length)} lần chạy gần nhất</figcaption>${trendChart(model)}<p class="legend">Từ dưới lên: nghiêm trọng, lớn, nhỏ${model.trend.some(point => point.unchecked > 0) && ', chưa kiểm tra lại được (sau dấu +)'}${model.trend.some(incomplete) && '; ✕ lần chạy chưa đọc đủ nguồn'}.</p></figure>`
    }</div></div></section>`
  );
}

/** Levels of services: active offerings by level, a chart for each system, the numbers in a table. */
export function levelFigures(model: ReportModel): Markup | false {
  const systems = model.systems.filter(system => levelRows(model, system.name).length > 0);
  if (systems.length === 0) return false;
  const charts = systems.map(
    (system, index) =>
      html`<figure><figcaption>${system.title}</figcaption>${levelsChart(model, system, index)}</figure>`,
  );
  const legend = levelOrder.map(
    level => html`<span class="swatch level-${level}"></span> ${model.levelWords(level).name} `,
  );
  const rows = systems.flatMap(system =>
    levelRows(model, system.name).map(
      ([tier, counts]) =>
        html`<tr><th scope="row">${system.title}, ${tierNames[tier]}</th>${levelOrder.map(level => html`<td class="n">${numberWords(counts[level])}</td>`)}<td class="n"><b>${numberWords(levelTotal(counts))}</b></td></tr>`,
    ),
  );
  const heads = levelOrder.map(level => html`<th scope="col" class="n">${model.levelWords(level).head}</th>`);
  return html`<section id="muc-do"><h2>${sentenceCase(model.levels.noun)} dịch vụ đang cung cấp</h2><p class="legend">${legend}</p><p class="legend">${model.levelLegend}</p><div class="figures-grid">${charts}</div><details><summary>Xem số liệu</summary><div class="scroll"><table class="levels"><thead><tr><th scope="col">Hệ thống, cấp</th>${heads}<th scope="col" class="n">Tổng</th></tr></thead><tbody>${rows}</tbody></table></div></details></section>`;
}
