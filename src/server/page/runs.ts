import { z } from 'zod';
import { listJobs } from '../../app/queries/jobs.ts';
import { lastRun, listRuns, type RunRow, standingsOfRun } from '../../app/queries/runs.ts';
import { numberWords } from '../../domain/number-words.ts';
import type { RunSummary } from '../../domain/run.ts';
import { dateAndTime, duration } from '../../domain/time.ts';
import { rules } from '../../reconcile/rules/index.ts';
import { html, type Markup } from '../../report/html/markup.ts';
import { type SystemPart, systemParts } from '../../report/model.ts';
import { runTable } from '../../report/run-table.ts';
import { headline } from '../../report/sentences.ts';
import { pageTable } from '../../report/table/page.ts';
import { list } from '../../report/table/table.ts';
import { count, emptyTally } from '../../report/tally.ts';
import { ruleStatusNames, runStatusNames, systemStatusNames } from '../../report/words.ts';
import { ruleProfiles } from '../../words/findings.ts';
import { enumeration } from '../../words/sentence.ts';
import { foundRun } from '../v1/found.ts';
import { pageBehind, places } from '../v1/paging.ts';
import { jobAddress, reportAddress, runAddress } from './addresses.ts';
import { jobForm, jobsInHand, jobsPart, started } from './jobs/jobs.ts';
import { livePart, pageAt, type Shown, type Visit } from './page.ts';
import { empty, facts, pagedTable, section, when } from './parts.ts';

const shownRuns = 30;
const shownJobs = 50;
const query = z.strictObject({ cursor: z.string().max(2_000).optional() });

async function showList(visit: Visit<unknown, z.output<typeof query>>): Promise<Shown> {
  const { store } = visit;
  const asked = { limit: shownRuns, cursor: visit.query.cursor };
  const page = await pageBehind(asked, 'lan-chay', places.id, (before, limit) =>
    listRuns(store, limit, before),
  );
  const start = visit.form(startForm, fields =>
    fields.check({ name: 'full', label: 'Đọc lại mọi chi tiết từ đầu (lâu hơn nhiều)' }),
  );
  const main = html`<h1>Lần chạy</h1>
<p class="lead">Mỗi lần chạy đọc các hệ thống rồi đối chiếu; không ghi gì vào hệ thống nào.</p>${start}
${livePart(visit, 'dang-chay-phan', 10, jobsPart('dang-chay', await jobsInHand(store, shownJobs)))}
${section(
  'da-chay',
  'Các lần đối chiếu',
  pagedTable(visit, runTable, page, {
    none: empty('Chưa có lần đối chiếu nào.', 'Bấm “Chạy đối chiếu” để bắt đầu.'),
    to: ({ id }) => runAddress(id),
  }),
)}`;
  return { title: 'Lần chạy', main };
}

const startForm = jobForm({
  name: 'chay',
  action: 'start-reconcile',
  submit: 'Chạy đối chiếu',
  done: 'Đã đưa lần đối chiếu vào hàng đợi.',
  values: z.strictObject({ full: z.literal('1').optional() }),
  queue: (visit, { full }) => started(visit, { kind: 'reconcile', scope: full ? { full: true } : {} }),
});

/** What is running, what has run, and starting a run. */
export const runsPage = pageAt('/lan-chay', { query, show: showList, forms: [startForm] });

type Params = { id: string };

/** One run: what it saw, what it could not look at and why. */
export const runPage = pageAt('/lan-chay/:id', { show: showRun });

async function showRun(visit: Visit<Params>): Promise<Shown> {
  const { store } = visit;
  const run = await foundRun(store, visit.params.id);
  const title = `Lần đối chiếu ${dateAndTime(run.startedAt)}`;
  const trail = [['/lan-chay', 'Lần chạy']] as const;
  if (!run.summary) return { title, trail, main: html`<h1>${title}</h1>${await unfinished(visit, run)}` };
  const { summary } = run;
  const { counts } = summary;
  const tally = emptyTally();
  for (const row of await standingsOfRun(store, run.id, [])) count(tally, row, row.count);
  const systems = systemParts(summary, visit.city);
  const latest = (await lastRun(store))?.id === run.id;
  const fresh = numberWords(tally.fresh);
  const main = html`<p class="eyebrow">${title}</p><h1>${headline({ summary, systems, tally })}</h1>
${facts([
  ['Kết quả', runStatusNames[summary.status]],
  ['Chạy trong', duration(Date.parse(summary.finishedAt) - Date.parse(summary.startedAt))],
  ['Chưa kiểm tra lại được', counts.unchecked > 0 && numberWords(counts.unchecked)],
  ['Mới', latest && tally.fresh > 0 ? html`<a href="/sai-lech?state=new">${fresh}</a>` : fresh],
  ['Đã hết', numberWords(counts.resolved)],
])}
<p class="links">${latest && html`<a href="/sai-lech">Xem các sai lệch</a>`} <a href="${reportAddress(run.id)}">Báo cáo đầy đủ</a> <a href="${reportAddress(run.id, 'xlsx')}">Bảng tính (XLSX)</a></p>
${section('he-thong', 'Các hệ thống', pageTable(systemTable, systems))}
${notEvaluated(visit, summary)}`;
  return { title, trail, main };
}

async function unfinished({ store }: Visit, run: RunRow): Promise<Markup> {
  if (run.status !== 'running')
    return empty(
      'Lần chạy này bị dừng giữa chừng nên không có kết quả; sai lệch cũ giữ nguyên.',
      html`Chạy lại ở <a href="/lan-chay">Lần chạy</a>.`,
    );
  const jobs = await listJobs(store, { states: ['running'], limit: 50 });
  const job = jobs.find(({ runId }) => runId === run.id);
  return html`<p>Đang chạy từ ${when(run.startedAt)}.</p>${job && html`<p class="actions"><a class="button" href="${jobAddress(job.id)}">Xem tiến độ</a></p>`}`;
}

const systemTable = list<SystemPart>([
  { title: 'Hệ thống', head: true, page: ({ title }) => title },
  {
    title: 'Tình trạng',
    plain: true,
    page: ({ status, error, notes = [] }) =>
      html`<span class="badge ${status === 'complete' ? 'good' : 'critical'}">${systemStatusNames[status]}</span>${
        error !== null && html`<p class="problems">${error}</p>`
      }${notes.map(note => html`<p class="quiet">${note}</p>`)}`,
  },
  { title: 'Thủ tục', number: true, cell: ({ procedures }) => procedures },
  { title: 'Dịch vụ', number: true, cell: ({ offerings }) => offerings },
  { title: 'Số yêu cầu', number: true, cell: ({ requests }) => requests },
  { title: 'Đọc trong', page: ({ durationMs }) => duration(durationMs) },
]);

/** Rules that could not be judged, or only partly: nothing is said to be gone or well by them. */
function notEvaluated({ city, names }: Visit, { rules: outcomes }: RunSummary): Markup | false {
  const left = ruleProfiles(rules, city.levelNames).flatMap(({ id, title }) => {
    const outcome = outcomes[id];
    return outcome && outcome.status !== 'evaluated' ? [{ title, ...outcome }] : [];
  });
  // On a bad day the same source keeps twenty rules from being judged: said once.
  const alike = Map.groupBy(left, ({ status, skipped, reason }) => JSON.stringify([status, skipped, reason]));
  const items = [...alike.values()].map(group => {
    const { status, skipped: at, reason } = group[0]!;
    const skipped = at.length > 0 && `Chưa xét ở ${enumeration(at.map(names.system))}. `;
    const titles = group.map(({ title }) => title);
    const what =
      titles.length <= 2
        ? html`<b>${titles.join('; ')}</b>: ${ruleStatusNames[status]}`
        : html`<b>${numberWords(titles.length)} loại sai lệch</b>: ${ruleStatusNames[status]}`;
    return html`<li>${what}<p class="quiet">${skipped}${reason}</p>${
      titles.length > 2 &&
      html`<details><summary>Những loại nào</summary><ul>${titles.map(each => html`<li>${each}</li>`)}</ul></details>`
    }</li>`;
  });
  return (
    items.length > 0 &&
    section(
      'chua-danh-gia',
      'Chưa đánh giá được',
      html`<p>Sai lệch cũ thuộc các loại này giữ nguyên, không coi là đã hết.</p><ul class="held">${items}</ul>`,
    )
  );
}
