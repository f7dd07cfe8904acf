import { type Job, jobNames, jobStateNames } from '../../domain/job.ts';
import { numberWords } from '../../domain/number-words.ts';
import { dateAndTime } from '../../domain/time.ts';
import { type Content, html, type Markup } from '../../report/html/markup.ts';
import type { ReportForm } from '../../report/report-forms.ts';
import { runStatusNames, systemStatusNames } from '../../report/words.ts';
import type { ScheduleEntry } from '../../runtime/schedule.ts';
import { sentenceCase } from '../../words/sentence.ts';
import type { SystemHealth } from '../health/sources.ts';
import { type Overview, reportAddress } from './overview.ts';
import { table } from './table.ts';

function section(id: string, title: string, content: Content): Markup {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`;
}

function when(time: string): Markup {
  return html`<time datetime="${time}">${dateAndTime(time)}</time>`;
}

/** "Nguồn dữ liệu": every configured system, those with a problem first. */
export function sources({ sources: systems }: Overview): Markup {
  const rows = systems
    .toSorted(([, a], [, b]) => Number(b.problems.length > 0) - Number(a.problems.length > 0))
    .map(([, system]) => [
      system.title,
      html`${badge(system)}${
        system.problems.length > 0 &&
        html`<ul class="problems">${system.problems.map(one => html`<li>${sentenceCase(one)}</li>`)}</ul>`
      }`,
      system.lastComplete ? when(system.lastComplete.takenAt) : 'chưa lần nào',
    ]);
  const columns = [{ head: 'Hệ thống' }, { head: 'Tình trạng', plain: true }, { head: 'Đọc đủ lần cuối' }];
  return section('nguon', 'Nguồn dữ liệu', table(columns, rows));
}

function badge({ health, lastReading }: SystemHealth): Markup {
  const status = lastReading?.status as keyof typeof systemStatusNames | undefined;
  if (health === 'ok')
    return html`<span class="badge good"><span aria-hidden="true">✓</span> ${systemStatusNames.complete}</span>`;
  const word = status === 'complete' ? 'cần xem lại' : status ? systemStatusNames[status] : 'chưa đọc';
  return html`<span class="badge critical"><span aria-hidden="true">●</span> ${word}</span>`;
}

/** "Đang chạy và đang chờ". */
export function jobs({ jobs: underWay }: Overview): Markup {
  const rows = underWay.map(job => [
    sentenceCase(jobName(job)),
    html`<span class="badge ${job.state === 'running' ? 'good' : 'info'}">${jobStateNames[job.state]}</span>`,
    when(job.startedAt ?? job.queuedAt),
    job.requestedBy === 'schedule' ? 'theo lịch' : job.requestedBy,
  ]);
  const columns = [
    { head: 'Việc' },
    { head: 'Tình trạng', plain: true },
    { head: 'Từ lúc' },
    { head: 'Yêu cầu' },
  ];
  const none = html`<p class="quiet">Không có việc nào.</p>`;
  return section('viec', 'Đang chạy và đang chờ', rows.length === 0 ? none : table(columns, rows));
}

function jobName({ kind, scope }: Job): string {
  const full = kind === 'reconcile' && (('full' in scope && scope.full) || ('fresh' in scope && scope.fresh));
  return full ? jobNames['full-refresh'] : jobNames[kind];
}

/** "Lịch": what comes next, soonest first; what has no time is left out. */
export function schedule({ schedule: entries }: Overview): Markup {
  const rows = entries
    .filter(({ nextDue }) => nextDue !== null)
    .toSorted((a, b) => (a.nextDue! < b.nextDue! ? -1 : 1))
    .map(entry => [sentenceCase(jobNames[entry.job]), when(entry.nextDue!), former(entry)]);
  const columns = [{ head: 'Việc' }, { head: 'Lần tới' }, { head: 'Lần trước' }];
  const none = html`<p class="quiet">Không có việc nào đặt theo lịch.</p>`;
  return section('lich', 'Lịch', rows.length === 0 ? none : table(columns, rows));
}

function former({ lastDue, lastOutcome }: ScheduleEntry): string {
  if (lastDue === null) return 'chưa lần nào';
  if (!lastOutcome) return dateAndTime(lastDue);
  const state = lastOutcome.state === 'skipped' ? 'bỏ qua' : jobStateNames[lastOutcome.state];
  return `${dateAndTime(lastDue)}: ${state}${lastOutcome.message === null ? '' : ` (${lastOutcome.message})`}`;
}

/** "Các lần đối chiếu gần đây", each with its report. */
export function runs({ runs: latest }: Overview): Markup | false {
  const rows = latest.map(({ id, status, startedAt, summary }) => {
    const begun = when(startedAt);
    return [
      summary ? html`<a href="${reportAddress(id)}">${begun}</a>` : begun,
      runStatusNames[status],
      summary ? numberWords(summary.counts.unchecked) : '–',
      summary ? numberWords(summary.counts.toDo) : '–',
    ];
  });
  const columns = [
    { head: 'Bắt đầu' },
    { head: 'Kết quả', plain: true },
    { head: 'Chưa kiểm tra lại', number: true },
    { head: 'Cần xử lý', number: true },
  ];
  return rows.length > 0 && section('lan-chay', 'Các lần đối chiếu gần đây', table(columns, rows));
}

const formNames: Partial<Record<ReportForm, string>> = {
  xlsx: 'Bảng tính (XLSX)',
  csv: 'CSV',
  ndjson: 'JSON từng dòng',
  summary: 'Tóm tắt (JSON)',
};

export function links({ run }: Overview): Markup {
  const forms = (Object.entries(formNames) as [ReportForm, string][]).map(
    ([form, name]) => run && html`<li><a href="${reportAddress(run.summary.runId, form)}">${name}</a></li>`,
  );
  return section(
    'tai-ve',
    'Tải về và tài liệu',
    html`<ul class="links">${forms}<li><a href="/docs">Tài liệu API</a></li><li><a href="/health">Tình trạng dịch vụ (JSON)</a></li></ul>`,
  );
}
