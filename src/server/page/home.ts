import { lastRun, listRuns, type RunRow, standingsOfRun, taskCounts } from '../../app/queries/runs.ts';
import type { Job } from '../../domain/job.ts';
import { numberWords } from '../../domain/number-words.ts';
import type { RunSummary } from '../../domain/run.ts';
import { owners } from '../../domain/severity.ts';
import { dateAndTime, dayOf, duration } from '../../domain/time.ts';
import { html, type Markup } from '../../report/html/markup.ts';
import { figures, ownerNumbers } from '../../report/html/overview.ts';
import { systemParts } from '../../report/model.ts';
import { elsewhereRule, peopleMet, peopleSentence } from '../../report/people.ts';
import type { ReportForm } from '../../report/report-forms.ts';
import { runTable } from '../../report/run-table.ts';
import { headline, uncheckedSentence } from '../../report/sentences.ts';
import { pageTable } from '../../report/table/page.ts';
import { list } from '../../report/table/table.ts';
import { count, emptyTally } from '../../report/tally.ts';
import { ownerDuties, runStatusNames, systemStatusNames } from '../../report/words.ts';
import { type ScheduleEntry, scheduleState } from '../../runtime/schedule.ts';
import { scheduleTable } from '../../runtime/schedule-table.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { type SystemHealth, systemsHealth } from '../health/sources.ts';
import { reportAddress, runAddress } from './addresses.ts';
import { jobForm, jobsInHand, jobsPart, started } from './jobs/jobs.ts';
import { levelsNow, levelsPart } from './levels.ts';
import { livePart, pageAt, type Visit } from './page.ts';
import { section } from './parts.ts';
import { unitShown } from './units/unit.ts';

const shownRuns = 6;
const shownJobs = 20;

async function home(visit: Visit): Promise<Markup> {
  const { context, configuration, now } = visit;
  const { store } = context;
  const finished = await lastRun(store);
  const run = finished?.summary && (await runPart(visit, finished.summary));
  const underWay = await jobsInHand(store, shownJobs);
  const planned = await scheduleState(store, configuration.schedule, new Date(now));
  return html`<div class="top"><p class="eyebrow">Dịch vụ công trực tuyến</p>
${run ? runHead(run, visit) : html`<h1>Chưa có lần đối chiếu nào kết thúc.</h1>`}
<div class="actions">${
    run && html`<a class="button" href="/sai-lech">Xem các sai lệch</a>`
  }${runNow(underWay, visit)}</div></div>
${run && html`<section aria-labelledby="ai-lam-gi"><h2 id="ai-lam-gi">Ai phải làm gì</h2><div class="cards">${await ownerCards(run, visit)}</div></section>`}
${finished && levelsPart(visit, await levelsNow(context, finished))}
${livePart(visit, 'hien-nay', 15, html`${jobsPart('viec', underWay)}${await sources(visit)}`)}
${schedule(planned)}
${runs(await listRuns(store, shownRuns))}
${links(run?.summary)}`;
}

/** The last run that came to an end, counted: all of it, and what each owner has of it. */
async function runPart({ store, city, names }: Visit, summary: RunSummary) {
  const tally = emptyTally();
  /** Of these: what people meet is not what the city runs. */
  const elsewhere = emptyTally();
  const parts = owners.map(owner => ({ owner, name: names.owner(owner), tally: emptyTally() }));
  for (const row of await standingsOfRun(store, summary.runId, ['owner', 'rule'])) {
    const own = parts.find(({ owner }) => owner === row.owner)?.tally;
    for (const one of [tally, row.rule === elsewhereRule && elsewhere, own])
      if (one) count(one, row, row.count);
  }
  const systems = systemParts(summary, city);
  return { summary, systems, tally, owners: parts, people: peopleMet(summary, systems, elsewhere) };
}
type RunPart = Awaited<ReturnType<typeof runPart>>;

function runHead(run: RunPart, { names }: Visit): Markup {
  const { summary, tally, people } = run;
  const unchecked = uncheckedSentence({ ...run, owner: names.owner });
  const took = duration(Date.parse(summary.finishedAt) - Date.parse(summary.startedAt));
  return html`<h1>${headline(run)}</h1>
${people && html`<p>${peopleSentence(people, names.levels)}</p>`}
${unchecked && html`<p class="unknown">${unchecked}</p>`}
<p class="meta">Đối chiếu lúc ${dateAndTime(summary.startedAt)}, trong ${took} · ${runStatusNames[summary.status]} · <a href="${reportAddress(summary.runId)}">Xem báo cáo đầy đủ</a></p>
${figures(tally, summary.counts.resolved)}`;
}

async function ownerCards(run: RunPart, { store, now }: Visit): Promise<Markup[]> {
  const tasks = await taskCounts(store, dayOf(now));
  return run.owners.map(({ owner, name, tally }) => {
    const { count: open = 0, late = 0 } =
      tasks.find(row => row.owner === owner && row.state === 'open') ?? {};
    const delayed = late > 0 && html`, <strong class="late">${numberWords(late)} việc quá hạn</strong>`;
    return html`<article class="card"><h3>${sentenceCase(name)}</h3><p class="quiet">${ownerDuties[owner]}</p>
${ownerNumbers(tally, run)}${
  open > 0 && html`<p class="quiet">${numberWords(open)} việc làm tay chưa xong${delayed}</p>`
}${tally.toDo + tally.unchecked > 0 && html`<p class="more"><a href="/sai-lech?owner=${owner}">Xem phần việc của ${name}</a></p>`}</article>`;
  });
}

const runNowForm = jobForm({
  name: 'run-now',
  action: 'start-reconcile',
  submit: 'Chạy ngay',
  done: 'Đã đưa lần đối chiếu vào hàng đợi.',
  queue: visit => started(visit, { kind: 'reconcile', scope: {} }),
});

/** Only for those who may; while one is under way another would do no more. */
function runNow(underWay: readonly Job[], visit: Visit): Markup | false {
  if (!visit.may('start-reconcile')) return false;
  if (underWay.some(({ kind }) => kind === 'reconcile'))
    return html`<p class="quiet">Một lần đối chiếu đang chạy hoặc đang chờ.</p>`;
  return visit.form(runNowForm);
}

/** "Nguồn dữ liệu": every configured system, those with a problem first. */
async function sources({ context }: Visit): Promise<Markup> {
  const rows = (await systemsHealth(context))
    .map(([, system]) => system)
    .toSorted((a, b) => Number(b.problems.length > 0) - Number(a.problems.length > 0));
  return section('nguon', 'Nguồn dữ liệu', pageTable(sourceTable, rows));
}

const sourceTable = list<SystemHealth>([
  { title: 'Hệ thống', head: true, page: ({ title }) => title },
  {
    title: 'Tình trạng',
    plain: true,
    page: system =>
      html`${badge(system)}${
        system.problems.length > 0 &&
        html`<ul class="problems">${system.problems.map(one => html`<li>${sentenceCase(one)}</li>`)}</ul>`
      }`,
  },
  {
    title: 'Đọc đủ lần cuối',
    cell: ({ lastComplete }) => (lastComplete ? { moment: lastComplete.takenAt } : 'chưa lần nào'),
  },
]);

function badge({ health, lastReading }: SystemHealth): Markup {
  const status = lastReading?.status as keyof typeof systemStatusNames | undefined;
  if (health === 'ok')
    return html`<span class="badge good"><span aria-hidden="true">✓</span> ${systemStatusNames.complete}</span>`;
  const word = status === 'complete' ? 'cần xem lại' : status ? systemStatusNames[status] : 'chưa đọc';
  return html`<span class="badge critical"><span aria-hidden="true">●</span> ${word}</span>`;
}

/** "Lịch": what comes next, soonest first; what has no time is left out. */
function schedule(entries: readonly ScheduleEntry[]): Markup {
  const rows = entries
    .filter(({ nextDue }) => nextDue !== null)
    .toSorted((a, b) => (a.nextDue! < b.nextDue! ? -1 : 1));
  const none = html`<p class="quiet">Không có việc nào đặt theo lịch.</p>`;
  return section('lich', 'Lịch', pageTable(scheduleTable, rows, { none }));
}

/** "Các lần đối chiếu gần đây", each with its report. */
function runs(latest: readonly RunRow[]): Markup | false {
  return (
    latest.length > 0 &&
    section(
      'lan-chay',
      'Các lần đối chiếu gần đây',
      pageTable(runTable, latest, { to: ({ id }) => runAddress(id) }),
    )
  );
}

const formNames: Partial<Record<ReportForm, string>> = {
  xlsx: 'Bảng tính (XLSX)',
  csv: 'CSV',
  ndjson: 'JSON từng dòng',
  summary: 'Tóm tắt (JSON)',
};

function links(summary: RunSummary | undefined): Markup {
  const forms = (Object.entries(formNames) as [ReportForm, string][]).map(
    ([form, name]) => summary && html`<li><a href="${reportAddress(summary.runId, form)}">${name}</a></li>`,
  );
  return section(
    'tai-ve',
    'Tải về và tài liệu',
    html`<ul class="links">${forms}<li><a href="/docs">Tài liệu API</a></li><li><a href="/health">Tình trạng dịch vụ (JSON)</a></li></ul>`,
  );
}

/** The page `/`: what stands, whose it is, what is going on; who speaks for one unit begins with it. */
export const homePage = pageAt('/', {
  action: 'read-slice',
  forms: [runNowForm],
  async show(visit) {
    if (visit.own !== undefined) return unitShown(visit, visit.own);
    return { title: `Dịch vụ công trực tuyến ${visit.names.place}`, main: await home(visit) };
  },
});
