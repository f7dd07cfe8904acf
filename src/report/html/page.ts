import { date } from '../../domain/time.ts';
import { sentenceCase } from '../../words/sentence.ts';
import type { ReportModel } from '../model.ts';
import { headline } from '../sentences.ts';
import type { Write } from '../staged-file.ts';
import { orderNames } from '../words.ts';
import { asset, inlineHash } from './assets.ts';
import { discrepancyFigures, levelFigures } from './figures.ts';
import { filters } from './filters.ts';
import { list } from './list.ts';
import { html, Markup } from './markup.ts';
import { duties, overview } from './overview.ts';
import { agencies, ruleOutcomes, severityKey, sources } from './tables.ts';

/** In the order in which later ones overrule earlier ones. */
const styleSheets = ['colours', 'base', 'top', 'charts', 'list', 'tables', 'phone', 'print'].map(
  name => `${name}.css`,
);

/** `report.html`: one file, nothing fetched, readable without script; written section by section. */
export async function writePage(model: ReportModel, write: Write): Promise<void> {
  const [script, ...styles] = await Promise.all(['page.js', ...styleSheets].map(asset));
  const style = new Markup(styles.map(sheet => sheet.text).join(''));
  await write(head(model, style, script!).text);
  await write(overview(model).text);
  await write(contents(model).text);
  await write(duties(model).text);
  await write(html`${discrepancyFigures(model)}`.text);
  await write(
    html`<section id="danh-sach"><h2>Danh sách sai lệch${model.orderBy === 'demand' && `, ${orderNames.demand}`}</h2>${severityKey(model)}${filters(model)}<div id="list">`
      .text,
  );
  for (const piece of list(model)) await write(piece.text);
  await write(
    '</div><p id="no-hits" class="empty" hidden>Không có sai lệch nào khớp với điều đang tìm.</p></section>',
  );
  await write(html`${levelFigures(model)}`.text);
  await write(agencies(model).text);
  await write(ruleOutcomes(model).text);
  await write(sources(model).text);
  await write(foot(script!).text);
}

function head(model: ReportModel, style: Markup, script: Markup): Markup {
  // Only our own style and script may act, whatever a remote system put into its names.
  const policy = `default-src 'none'; style-src ${inlineHash(style)}; script-src ${inlineHash(script)}; img-src data:; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="vi"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<title>Sai lệch DVCTT ${model.place}, ${date(model.summary.startedAt)}</title>
<meta name="description" content="${headline(model)}"><link rel="icon" href="data:,">
<style>${style}</style></head><body><main>
`;
}

function contents(model: ReportModel): Markup {
  const links = [
    ['#ai-lam-gi', 'Ai phải làm gì'],
    ['#danh-sach', 'Danh sách sai lệch'],
    model.statistics && ['#muc-do', `${sentenceCase(model.levels.noun)} dịch vụ`],
    ['#don-vi', 'Theo đơn vị'],
    ['#quy-tac', 'Quy tắc'],
    ['#nguon', 'Nguồn dữ liệu'],
  ].filter(link => link !== null);
  return html`<nav aria-label="Nội dung">${links.map(([to, name]) => html`<a href="${to}">${name}</a>`)}</nav>`;
}

function foot(script: Markup): Markup {
  return html`<footer><p>Danh sách đầy đủ từng dòng, lọc và sắp xếp được, ở bảng tính kèm theo. Do dvc-sync lập từ các hệ thống nêu trên; giờ Việt Nam.</p></footer></main><script>${script}</script></body></html>
`;
}
