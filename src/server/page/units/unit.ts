import { procedureDirectory } from '../../../app/queries/procedures.ts';
import { countsOfRun, lastRun, standingsByUnit, standingsOfRun } from '../../../app/queries/runs.ts';
import type { Agency } from '../../../domain/agency.ts';
import { numberWords } from '../../../domain/number-words.ts';
import { tierNames } from '../../../domain/tier.ts';
import { html, type Markup } from '../../../report/html/markup.ts';
import { stateText } from '../../../report/reviews/milestones.ts';
import { pageTable } from '../../../report/table/page.ts';
import type { Table } from '../../../report/table/table.ts';
import { byHarm, count, emptyTally, rowWords, type Tally } from '../../../report/tally.ts';
import { findingCodes, ruleText } from '../../../words/findings.ts';
import { sentenceCase } from '../../../words/sentence.ts';
import { milestonesNow } from '../../health/milestones.ts';
import { foundAgency } from '../../v1/found.ts';
import { pageOfTasksIn } from '../../v1/tasks.ts';
import { offeringAddress, unitAddress } from '../addresses.ts';
import { pageAt, type Shown, type Visit } from '../page.ts';
import { empty, section } from '../parts.ts';
import { taskTable } from '../tasks/task.ts';

/** All units, those with most harm first. */
export const unitsPage = pageAt('/don-vi', { show: showAll });

interface UnitLine {
  agency: Agency;
  tally: Tally;
}

async function showAll(visit: Visit): Promise<Shown> {
  const { city, store } = visit;
  const run = await lastRun(store);
  const tallies = new Map(city.agencies.map(({ code }) => [code, emptyTally()]));
  if (run)
    for (const row of await standingsByUnit(store, run.id)) {
      const tally = tallies.get(row.agency);
      if (tally) count(tally, row, row.count);
    }
  const lines = city.agencies
    .map(agency => ({ agency, tally: tallies.get(agency.code)! }))
    .sort((a, b) => byHarm(a.tally, b.tally));
  const main = html`<h1>Đơn vị</h1>
<p class="lead">Một sai lệch liên quan nhiều đơn vị thì tính ở từng đơn vị.</p>
${pageTable(unitTable, lines, { none: empty('Chưa khai báo đơn vị nào.', 'Nhờ người quản trị khai báo danh sách đơn vị.') })}`;
  return { title: 'Đơn vị', main };
}

const unitTable: Table<UnitLine> = {
  look: 'agencies',
  columns: [
    {
      title: 'Đơn vị',
      head: true,
      page: ({ agency }) => html`<a href="${unitAddress(agency.code)}">${agency.name}</a>`,
    },
    { title: 'Cấp', wide: true, page: ({ agency }) => tierNames[agency.tier] },
    { title: 'Chưa kiểm tra lại', number: true, page: ({ tally }) => numberWords(tally.unchecked) },
    { title: 'Cần xử lý', number: true, page: ({ tally }) => numberWords(tally.toDo) },
    {
      title: 'Nghiêm trọng',
      number: true,
      wide: true,
      page: ({ tally }) => numberWords(tally.bySeverity.critical),
    },
  ],
};

type Params = { code: string };

/** One unit: what is about it, its work, its dates. */
export const unitPage = pageAt('/don-vi/:code', {
  action: 'read-slice',
  show: (visit: Visit<Params>) => unitShown(visit, visit.params.code),
});

const shownTasks = 20;

export async function unitShown(visit: Visit, code: string): Promise<Shown> {
  const { city, store, own } = visit;
  const agency = foundAgency(city.agencies, own === undefined || code === own ? code : null);
  const run = await lastRun(store);
  const tally = emptyTally();
  const filter = { agency: code };
  if (run) for (const row of await standingsOfRun(store, run.id, [], filter)) count(tally, row, row.count);
  const open = { agency: code, states: ['open'] as const };
  const { items: tasks } = await pageOfTasksIn(visit, open, { limit: shownTasks });
  const slice = new URLSearchParams(filter).toString();
  const main = html`<p class="eyebrow">${sentenceCase(tierNames[agency.tier])}</p><h1>${agency.name}</h1>
<p class="lead">${run ? `${sentenceCase(rowWords(tally))}.` : 'Chưa có lần đối chiếu nào kết thúc.'}</p>
<p class="links"><a href="/sai-lech?${slice}">Tất cả sai lệch của đơn vị</a> <a href="/viec-can-lam?${slice}">Việc cần làm của đơn vị</a></p>
${run && (await byRule(visit, run.id, code))}
${section('viec', 'Việc đang mở', pageTable(taskTable(visit), tasks, { none: html`<p class="quiet">Không có việc nào đang mở.</p>` }))}
${await milestonesPart(visit, code)}
${run && (await services(visit, run.id, code))}`;
  return { title: agency.name, trail: own === undefined ? [['/don-vi', 'Đơn vị']] : [], main };
}

async function byRule({ city, store }: Visit, runId: string, agency: string): Promise<Markup | false> {
  const counts = await countsOfRun(store, runId, ['rule'], {
    agency,
    state: ['new', 'open', 'carried'],
  });
  const known = counts
    .filter(({ rule }) => findingCodes.includes(rule as never))
    .sort((a, b) => b.count - a.count);
  const items = known.map(({ rule, count: rows }) => {
    const to = new URLSearchParams({ rule: rule!, agency }).toString();
    return html`<li><a href="/sai-lech?${to}">${ruleText(rule as never, city.levelNames).title}</a> <span class="count">(${numberWords(rows)})</span></li>`;
  });
  return items.length > 0 && section('theo-loai', 'Theo loại sai lệch', html`<ul class="held">${items}</ul>`);
}

async function milestonesPart({ context, configuration }: Visit, code: string): Promise<Markup | false> {
  const states = (await milestonesNow(context)).filter(({ unit }) => unit === code);
  const names = new Map(configuration.reviews.milestones.map(({ id, name }) => [id, name]));
  const items = states.map(
    state =>
      html`<li><b>${names.get(state.milestone)}</b>: <span class="${state.state === 'late' && 'late'}">${stateText(state)}</span>${
        state.missing !== null && html`<p class="quiet">${state.missing}</p>`
      }</li>`,
  );
  return items.length > 0 && section('moc', 'Mốc của đơn vị', html`<ul class="held">${items}</ul>`);
}

const shownServices = 100;

/** Services of the unit that something is found of. */
async function services({ city, store }: Visit, runId: string, agency: string): Promise<Markup | false> {
  const counts = (await countsOfRun(store, runId, ['procedure'], { agency })).filter(
    ({ procedure }) => procedure !== null,
  );
  if (counts.length === 0) return false;
  const directory = await procedureDirectory(store, city);
  const items = counts
    .sort((a, b) => b.count - a.count)
    .slice(0, shownServices)
    .map(
      ({ procedure, count: rows }) =>
        html`<li><a href="${offeringAddress(procedure!, agency)}"><code>${procedure}</code>${directory.name(procedure!) && html` ${directory.name(procedure!)}`}</a> <span class="count">(${numberWords(rows)})</span></li>`,
    );
  const left = counts.length - items.length;
  return section(
    'dich-vu',
    'Dịch vụ đang có sai lệch',
    html`<ul class="held">${items}</ul>${left > 0 && html`<p class="left-out">Còn ${numberWords(left)} dịch vụ nữa trong danh sách sai lệch của đơn vị.</p>`}`,
  );
}
