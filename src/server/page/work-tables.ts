import type { Store } from '../../app/context.ts';
import { listJobs } from '../../app/queries/jobs.ts';
import type { RunRow } from '../../app/queries/runs.ts';
import { type Job, jobStateNames } from '../../domain/job.ts';
import { numberWords } from '../../domain/number-words.ts';
import { html } from '../../report/html/markup.ts';
import { runStatusNames } from '../../report/words.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { jobAddress, runAddress } from './addresses.ts';
import { askedBy, jobName } from './jobs/job-words.ts';
import { stacked, when } from './parts.ts';

/** What runs, then what waits. @param most Of each. */
export async function jobsInHand(store: Store, most: number): Promise<Job[]> {
  const of = (state: 'running' | 'waiting') => listJobs(store, { states: [state], limit: most });
  return [...(await of('running')), ...(await of('waiting'))];
}

export const jobTable = stacked<Job>([
  {
    title: 'Việc',
    head: true,
    page: job => html`<a href="${jobAddress(job.id)}">${sentenceCase(jobName(job))}</a>`,
  },
  {
    title: 'Tình trạng',
    plain: true,
    page: ({ state }) =>
      html`<span class="badge ${state === 'running' ? 'good' : 'info'}">${jobStateNames[state]}</span>`,
  },
  { title: 'Từ lúc', page: job => when(job.startedAt ?? job.queuedAt) },
  { title: 'Yêu cầu', page: askedBy },
]);

export const runTable = stacked<RunRow>([
  {
    title: 'Bắt đầu',
    head: true,
    page: ({ id, startedAt }) => html`<a href="${runAddress(id)}">${when(startedAt)}</a>`,
  },
  { title: 'Kết quả', plain: true, page: ({ status }) => runStatusNames[status] },
  {
    title: 'Chưa kiểm tra lại',
    number: true,
    page: ({ summary }) => (summary ? numberWords(summary.counts.unchecked) : '–'),
  },
  {
    title: 'Cần xử lý',
    number: true,
    page: ({ summary }) => (summary ? numberWords(summary.counts.toDo) : '–'),
  },
]);
