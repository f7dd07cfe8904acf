import { cancelJob } from '../../../app/jobs/start.ts';
import { eventsAfter, findJob } from '../../../app/queries/jobs.ts';
import { type Job, type JobEvent, jobStateNames } from '../../../domain/job.ts';
import { numberWords } from '../../../domain/number-words.ts';
import { duration } from '../../../domain/time.ts';
import { html, type Markup } from '../../../report/html/markup.ts';
import { pageTable } from '../../../report/table/page.ts';
import { list, type Table } from '../../../report/table/table.ts';
import { systemStatusNames } from '../../../report/words.ts';
import { readingParts } from '../../../words/reading-parts.ts';
import { sentenceCase } from '../../../words/sentence.ts';
import { found } from '../../v1/found.ts';
import { jobAddress, planAddress, runAddress } from '../addresses.ts';
import { pageAt, pageForm, type Shown, type Visit } from '../page.ts';
import { facts, section, when } from '../parts.ts';
import { askedBy, eventWords, jobName } from './jobs.ts';

type Params = { id: string };

async function show(visit: Visit<Params>): Promise<Shown> {
  const job = found(
    await findJob(visit.store, visit.params.id),
    'Không có tiến trình này (hoặc không còn giữ).',
    'There is no such job (any more).',
  );
  const title = sentenceCase(jobName(job));
  const cancel = job.finishedAt === null && !job.cancelRequested ? visit.form(cancelForm) : undefined;
  const main = html`<h1>${title}</h1>${await jobPart(visit, job)}${cancel}`;
  return { title, trail: [['/lan-chay', 'Lần chạy']], main };
}

const cancelForm = pageForm({
  name: 'huy',
  action: 'cancel-job',
  submit: 'Hủy',
  done: 'Đã yêu cầu hủy; tiến trình dừng ở chỗ an toàn gần nhất.',
  grave: true,
  async act({ asking, context, params: { id } }: Visit<Params>) {
    await cancelJob(asking, context.jobs, id);
  },
});

/** Enough for the longest run; a log that is longer shows its last lines. */
const readEvents = 5_000;
const shownLines = 200;

/** Events after which the part is fetched anew; those of one kind come too often for every one of them. */
const listened = [
  'reading throttle:1s',
  'action throttle:1s',
  ...['started', 'read', 'judging', 'taken-over', 'cancel-requested', 'done', 'failed', 'cancelled'],
];

/**
 * Where a job stands; while it goes on the part listens to its events and fetches itself again, on whatever page it is.
 */
export async function jobPart({ store, names, now }: Visit, job: Job): Promise<Markup> {
  const events = await eventsAfter(store, { after: 0, job: job.id, limit: readEvents });
  const { systems, judging, actions, startedAt } = progressOf(events);
  const address = jobAddress(job.id);
  const triggers = [
    ...listened.map(event => `${event.replace(/ .*/, '')} from:#nghe${event.replace(/^\S+/, '')}`),
    'every 10s',
  ];
  const live =
    job.finishedAt === null &&
    html`<div id="nghe" hx-sse:connect="/v1/jobs/${encodeURIComponent(job.id)}/events"><div id="lam-moi" hx-get="${address}" hx-trigger="${triggers.join(', ')}" hx-target="#tien-do" hx-select="#tien-do" hx-swap="outerMorph"></div></div>`;
  const begun = job.startedAt ?? job.queuedAt;
  const took = duration(Date.parse(job.finishedAt ?? now) - Date.parse(begun));
  const state = job.cancelRequested && job.finishedAt === null ? 'đang hủy' : jobStateNames[job.state];
  const tone = { waiting: 'info', running: 'info', done: 'good', failed: 'critical', cancelled: 'minor' }[
    job.state
  ];
  return html`<div id="tien-do">${live}
<p><span class="badge ${tone}">${state}</span> ${job.finishedAt === null && html`<span class="quiet">Trang tự cập nhật; không thì <a href="${address}">tải lại</a>.</span>`}</p>
${facts([
  ['Yêu cầu', askedBy(job)],
  ['Vào hàng đợi', when(job.queuedAt)],
  ['Bắt đầu', job.startedAt !== null && when(job.startedAt)],
  [job.finishedAt === null ? 'Đã chạy' : 'Chạy trong', job.startedAt !== null && took],
  ['Kết quả', job.message !== null && sentenceCase(job.message)],
  ['Lần đối chiếu', job.runId !== null && html`<a href="${runAddress(job.runId)}">xem lần đối chiếu</a>`],
  [
    'Tiếp theo',
    job.kind === 'define' &&
      job.state === 'done' &&
      html`<a href="/sai-lech?${new URLSearchParams({ procedure: (job as Job<'define'>).scope.procedure }).toString()}">sai lệch của thủ tục này, để lập kế hoạch</a>`,
  ],
  ['Kế hoạch', job.planId !== null && html`<a href="${planAddress(job.planId)}">xem kế hoạch</a>`],
])}
${actions && html`<p>${bar(actions.settled, actions.total, 'thay đổi')} ${numberWords(actions.settled)} trong ${numberWords(actions.total)} thay đổi</p>`}
${systems.length > 0 && pageTable(systemTable(names.system, startedAt, job.finishedAt ?? now), systems)}
${judging && job.finishedAt === null && html`<p>Đã đọc xong, đang đối chiếu.</p>`}
${log(events, names)}</div>`;
}

function bar(done: number, total: number, noun: string): Markup {
  return html`<progress value="${done}" max="${Math.max(total, 1)}" aria-label="${noun}"></progress>`;
}

function systemTable(
  titleOf: (system: string) => string,
  startedAt: string | undefined,
  now: string,
): Table<SystemProgress> {
  return list([
    { title: 'Hệ thống', head: true, page: ({ system }) => titleOf(system) },
    {
      title: 'Đã đọc',
      page: ({ part, done, total, system }) => {
        if (part === undefined) return 'xong';
        const words = `${numberWords(done)}${total === undefined ? '' : ` trong ${numberWords(total)}`} ${readingParts[part] ?? part}`;
        return total === undefined ? words : html`${bar(done, total, titleOf(system))} ${words}`;
      },
    },
    {
      title: 'Tình trạng',
      page: ({ status }) =>
        status === undefined
          ? 'đang đọc'
          : (systemStatusNames[status as keyof typeof systemStatusNames] ?? status),
    },
    {
      title: 'Số yêu cầu',
      number: true,
      page: ({ requests }) => (requests === undefined ? '–' : numberWords(requests)),
    },
    {
      title: 'Thời gian',
      page: ({ readAt }) =>
        startedAt === undefined ? '–' : duration(Date.parse(readAt ?? now) - Date.parse(startedAt)),
    },
  ]);
}

function log(events: readonly JobEvent[], names: Visit['names']): Markup | false {
  const lines = events.flatMap(event => {
    const words = eventWords(event, names);
    return words === undefined ? [] : [{ at: event.at, words }];
  });
  const left = lines.length - shownLines;
  return (
    lines.length > 0 &&
    section(
      'nhat-ky',
      'Nhật ký',
      html`${left > 0 && html`<p class="quiet">${numberWords(left)} dòng trước không hiện ở đây.</p>`}<ol class="steps">${lines
        .slice(-shownLines)
        .map(({ at, words }) => html`<li>${when(at)} ${words}</li>`)}</ol>`,
    )
  );
}

/** What a process is doing just now, or what came of it. */
export const jobPage = pageAt('/tien-trinh/:id', { room: '/lan-chay', show, forms: [cancelForm] });

/** How far a system has been read. */
export interface SystemProgress {
  system: string;
  /** `agencies`, `procedures` …; undefined once it has been read. */
  part?: string | undefined;
  done: number;
  total?: number | undefined;
  /** What became of it; undefined while it is read. */
  status?: string;
  /** Asked of it so far; undefined where that is not told. */
  requests?: number;
  /** ISO 8601: when its reading was over. */
  readAt?: string;
}

export interface Progress {
  /** ISO 8601: since when all systems are read. */
  startedAt?: string;
  systems: SystemProgress[];
  judging: boolean;
  /** Of an apply: actions settled and how many there are. */
  actions?: { settled: number; total: number } | undefined;
}

/** Where a job stands, of its events. */
function progressOf(events: readonly JobEvent[]): Progress {
  const systems = new Map<string, SystemProgress>();
  const progress: Progress = { systems: [], judging: false };
  const of = (name: unknown): SystemProgress => {
    const system = String(name);
    const known = systems.get(system);
    if (known) return known;
    const begun = { system, done: 0 };
    systems.set(system, begun);
    return begun;
  };
  for (const { kind, data, at } of events) {
    if (kind === 'started') {
      // Begun anew after a process died: what was seen before counts no more.
      systems.clear();
      progress.startedAt = at;
      progress.judging = false;
      progress.actions = undefined;
    } else if (kind === 'reading') {
      const one = of(data.system);
      one.part = String(data.part);
      one.done = Number(data.done);
      one.total = typeof data.total === 'number' ? data.total : undefined;
      if (typeof data.requests === 'number') one.requests = data.requests;
    } else if (kind === 'read') {
      const one = of(data.system);
      one.part = undefined;
      one.readAt = at;
      one.status = String(data.status);
      if (typeof data.requests === 'number') one.requests = data.requests;
    } else if (kind === 'judging') progress.judging = true;
    else if (kind === 'action') progress.actions = { settled: Number(data.ended), total: Number(data.total) };
  }
  progress.systems = [...systems.values()];
  return progress;
}
