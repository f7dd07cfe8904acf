import { jobNames, jobStateNames } from '../../domain/job.ts';
import { dateAndTime } from '../../domain/time.ts';
import { html, type Markup } from '../../report/html/markup.ts';
import type { ReportForm } from '../../report/report-forms.ts';
import { pageTable } from '../../report/table/page.ts';
import type { Table } from '../../report/table/table.ts';
import { systemStatusNames } from '../../report/words.ts';
import type { ScheduleEntry } from '../../runtime/schedule.ts';
import { sentenceCase } from '../../words/sentence.ts';
import type { SystemHealth } from '../health/sources.ts';
import { reportAddress } from './addresses.ts';
import type { Overview } from './overview.ts';
import { section, when } from './parts.ts';
import { jobTable, runTable } from './work-tables.ts';

/** "Nguồn dữ liệu": every configured system, those with a problem first. */
export function sources({ sources: systems }: Overview): Markup {
  const rows = systems
    .map(([, system]) => system)
    .toSorted((a, b) => Number(b.problems.length > 0) - Number(a.problems.length > 0));
  return section('nguon', 'Nguồn dữ liệu', pageTable(sourceTable, rows));
}

const sourceTable: Table<SystemHealth> = {
  stacked: true,
  columns: [
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
      page: ({ lastComplete }) => (lastComplete ? when(lastComplete.takenAt) : 'chưa lần nào'),
    },
  ],
};

function badge({ health, lastReading }: SystemHealth): Markup {
  const status = lastReading?.status as keyof typeof systemStatusNames | undefined;
  if (health === 'ok')
    return html`<span class="badge good"><span aria-hidden="true">✓</span> ${systemStatusNames.complete}</span>`;
  const word = status === 'complete' ? 'cần xem lại' : status ? systemStatusNames[status] : 'chưa đọc';
  return html`<span class="badge critical"><span aria-hidden="true">●</span> ${word}</span>`;
}

/** "Đang chạy và đang chờ". */
export function jobs({ jobs: underWay }: Overview): Markup {
  const none = html`<p class="quiet">Không có việc nào.</p>`;
  return section(
    'viec',
    'Đang chạy và đang chờ',
    underWay.length === 0 ? none : pageTable(jobTable, underWay),
  );
}

/** "Lịch": what comes next, soonest first; what has no time is left out. */
export function schedule({ schedule: entries }: Overview): Markup {
  const rows = entries
    .filter(({ nextDue }) => nextDue !== null)
    .toSorted((a, b) => (a.nextDue! < b.nextDue! ? -1 : 1));
  const none = html`<p class="quiet">Không có việc nào đặt theo lịch.</p>`;
  return section('lich', 'Lịch', rows.length === 0 ? none : pageTable(scheduleTable, rows));
}

const scheduleTable: Table<ScheduleEntry> = {
  stacked: true,
  columns: [
    { title: 'Việc', head: true, page: ({ job }) => sentenceCase(jobNames[job]) },
    { title: 'Lần tới', page: ({ nextDue }) => when(nextDue!) },
    { title: 'Lần trước', page: former },
  ],
};

function former({ lastDue, lastOutcome }: ScheduleEntry): string {
  if (lastDue === null) return 'chưa lần nào';
  if (!lastOutcome) return dateAndTime(lastDue);
  const state = lastOutcome.state === 'skipped' ? 'bỏ qua' : jobStateNames[lastOutcome.state];
  return `${dateAndTime(lastDue)}: ${state}${lastOutcome.message === null ? '' : ` (${lastOutcome.message})`}`;
}

/** "Các lần đối chiếu gần đây", each with its report. */
export function runs({ runs: latest }: Overview): Markup | false {
  return latest.length > 0 && section('lan-chay', 'Các lần đối chiếu gần đây', pageTable(runTable, latest));
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
