import { numberWords } from '../../domain/number-words.ts';
import { type Severity, severities, severityNames } from '../../domain/severity.ts';
import { tierNames } from '../../domain/tier.ts';
import { date, duration } from '../../domain/time.ts';
import { enumeration, sentenceCase } from '../../words/sentence.ts';
import type { Form } from '../forms.ts';
import type { ReportModel } from '../model.ts';
import { agencyTable, ruleTable } from '../report-tables.ts';
import { headline, isSettled, sourceAdvice } from '../sentences.ts';
import { leftOut, pageTable } from '../table/page.ts';
import { sourceCommand } from '../technical.ts';
import { clause, orderNames, systemStatusNames } from '../words.ts';
import { forTechnicians, severityBadge } from './badges.ts';
import { levelOrder, levelRows, levelsChart, levelTotal } from './charts/levels-chart.ts';
import { ownersChart } from './charts/owners-chart.ts';
import { rulesChart } from './charts/rules-chart.ts';
import { incomplete, trendChart } from './charts/trend-chart.ts';
import { list } from './list.ts';
import { html, type Markup } from './markup.ts';
import { duties, overview } from './overview.ts';
import { pageForm } from './plain-page.ts';

/** `report.html`: one file, nothing fetched, readable without script; written section by section. */
export function reportPage(file: string, model: ReportModel): Form {
  const page = {
    title: `Sai lệch DVCTT ${model.place}, ${date(model.summary.startedAt)}`,
    description: headline(model),
    sheets: ['top', 'charts', 'list', 'tables'],
    script: 'page.js',
    top: overview(model),
    foot: 'Danh sách đầy đủ từng dòng, lọc và sắp xếp được, ở bảng tính kèm theo. Do dvc-sync lập từ các hệ thống nêu trên; giờ Việt Nam.',
  };
  return pageForm(file, page, function* () {
    yield [contents(model), duties(model), discrepancyFigures(model)];
    yield html`<section id="danh-sach"><h2>Danh sách sai lệch${model.orderBy === 'demand' && `, ${orderNames.demand}`}</h2>${severityKey(model)}${filters(model)}<div id="list">`;
    yield* list(model);
    yield html`</div><p id="no-hits" class="empty" hidden>Không có sai lệch nào khớp với điều đang tìm.</p></section>`;
    yield [levelFigures(model), agencies(model), ruleOutcomes(model), sources(model)];
  });
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

/** "Bức tranh chung": discrepancies by rule, by owner and over time. */
function discrepancyFigures(model: ReportModel): Markup | false {
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
function levelFigures(model: ReportModel): Markup | false {
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

/** Shown by the script only: without it the list stands there whole. */
function filters(model: ReportModel): Markup {
  const collator = new Intl.Collator('vi', { numeric: true });
  const byAgency = model.agencies
    .flatMap(({ agency }, index): Option[] => (agency ? [[String(index), agency.name]] : []))
    .sort(([, a], [, b]) => collator.compare(a, b));
  const bySeverity = present(model).map((each): Option => [each, sentenceCase(severityNames[each])]);
  const bySystem = model.systems.map(({ name, title }): Option => [name, title]);
  const byOwner = model.owners.flatMap(({ owner, name, tally }): Option[] =>
    tally.total > 0 ? [[owner, name]] : [],
  );
  return html`<form id="filters" class="filters" role="search" hidden>
<label class="search">Tìm trong danh sách<input type="search" id="q" placeholder="mã, tên thủ tục, đơn vị… (gõ có dấu hay không dấu đều được)" autocomplete="off"></label>
${choice('severity', 'Mức sai lệch', bySeverity)}
${choice('owner', 'Trách nhiệm', byOwner)}
${choice('system', 'Hệ thống', bySystem)}
${choice('agency', 'Đơn vị', byAgency)}
<label class="check"><input type="checkbox" id="new"> Chỉ cái mới</label>
<p class="hits"><span id="hits" role="status"></span> <button type="reset">Xem tất cả</button></p>
</form>`;
}

type Option = [value: string, name: string];

function choice(id: string, label: string, options: readonly Option[]): Markup {
  return html`<label>${label}<select id="${id}"><option value="">tất cả</option>${options.map(
    ([value, name]) => html`<option value="${value}">${name}</option>`,
  )}</select></label>`;
}

const shownAgencies = 10;
const agencyLimit = 500;

/** "Theo đơn vị": the ten worst in sight, the others behind a click. */
function agencies(model: ReportModel): Markup {
  const parts = model.agencies.slice(0, agencyLimit);
  const further = parts.slice(shownAgencies);
  const left = model.agencies.length - parts.length;
  return html`<section id="don-vi"><h2>Theo đơn vị</h2><p class="quiet">Một sai lệch liên quan nhiều đơn vị được tính ở từng đơn vị.</p>${
    parts.length === 0
      ? html`<p class="quiet">${isSettled(model) ? 'Không đơn vị nào có sai lệch.' : 'Chưa thấy đơn vị nào có sai lệch, nhưng chưa kết luận được.'}</p>`
      : pageTable(agencyTable(model), parts.slice(0, shownAgencies))
  }${
    further.length > 0 &&
    html`<details><summary>Xem thêm ${numberWords(further.length)} dòng</summary>${pageTable(agencyTable(model), further)}</details>`
  }${leftOut(left, 'đơn vị nữa ở bảng tính kèm theo, trang “Theo đơn vị”')}</section>`;
}

/** "Quy tắc": what could not be judged stands first and in sight. */
function ruleOutcomes(model: ReportModel): Markup {
  const ran = model.rules.filter(rule => rule.outcome);
  const held = ran.filter(rule => rule.outcome?.status !== 'evaluated');
  const items = held.map(({ text, outcome }) => {
    const where =
      outcome?.status === 'partly' ? ` tại ${enumeration(outcome.skipped.map(model.system))}` : '';
    const because = outcome?.reason ? ` vì ${clause(outcome.reason)}` : '';
    return html`<li><b>${text.title}</b>: không đánh giá được${where}${because}</li>`;
  });
  return html`<section id="quy-tac"><h2>Quy tắc đã dùng</h2><p>${numberWords(ran.length - held.length)} trên ${numberWords(ran.length)} quy tắc được đánh giá đầy đủ.</p>${
    items.length > 0 && html`<ul class="held">${items}</ul>`
  }<details><summary>Xem tất cả ${numberWords(model.rules.length)} quy tắc</summary>${pageTable(ruleTable(model), model.rules)}</details></section>`;
}

/** "Nguồn dữ liệu": what was read of each system. */
function sources(model: ReportModel): Markup {
  const items = model.systems.map(system => {
    const complete = system.status === 'complete';
    const facts = [
      `${numberWords(system.procedures)} thủ tục`,
      // The national database lists procedures only.
      system.offerings > 0 &&
        `${numberWords(system.offerings)} dịch vụ tại ${numberWords(system.agencies)} đơn vị`,
      system.quarantined > 0 && `${numberWords(system.quarantined)} bản ghi lỗi để riêng`,
      `${numberWords(system.requests)} yêu cầu trong ${duration(system.durationMs)}`,
    ].filter(Boolean);
    return html`<li class="${system.status}"><h3>${system.title} <span class="badge ${complete ? 'good' : 'critical'}"><span aria-hidden="true">${complete ? '✓' : '✕'}</span> ${systemStatusNames[system.status]}</span></h3><p>${facts.join(' · ')}</p>${(system.notes ?? []).map(note => html`<p>${note}</p>`)}${!complete && html`<p><span class="do">Cần làm:</span> ${sourceAdvice(system, model)}</p>${forTechnicians(system.error, sourceCommand(system, model))}`}</li>`;
  });
  return html`<section id="nguon"><h2>Nguồn dữ liệu</h2><ul class="sources">${items}</ul></section>`;
}

/** Severities that occur. */
function present({ groups }: ReportModel): Severity[] {
  return severities.filter(severity => groups.some(group => group.severity === severity));
}

function severityKey(model: ReportModel): Markup {
  const words = {
    critical: 'gây hại ngay, xử lý trước hết',
    major: 'người dân gặp trở ngại',
    minor: 'nên sửa',
    info: 'để biết',
  } as const;
  return html`<p class="key">${present(model).map(severity => html`<span>${severityBadge(severity)} ${words[severity]}</span>`)}</p>`;
}
