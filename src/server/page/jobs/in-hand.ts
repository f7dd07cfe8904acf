import type { Store } from '../../../app/context.ts';
import { listJobs } from '../../../app/queries/jobs.ts';
import { type Job, jobStateNames } from '../../../domain/job.ts';
import { html, type Markup } from '../../../report/html/markup.ts';
import { pageTable } from '../../../report/table/page.ts';
import { list } from '../../../report/table/table.ts';
import { sentenceCase } from '../../../words/sentence.ts';
import { jobAddress } from '../addresses.ts';
import { section } from '../parts.ts';
import { askedBy, jobName } from './job-words.ts';

/** What runs, then what waits. @param most Of each. */
export async function jobsInHand(store: Store, most: number): Promise<Job[]> {
  const of = (state: 'running' | 'waiting') => listJobs(store, { states: [state], limit: most });
  return [...(await of('running')), ...(await of('waiting'))];
}

const jobTable = list<Job>([
  { title: 'Việc', head: true, cell: job => sentenceCase(jobName(job)) },
  {
    title: 'Tình trạng',
    plain: true,
    cell: ({ state }) => ({ value: jobStateNames[state], tone: state === 'running' ? 'good' : 'info' }),
  },
  { title: 'Từ lúc', cell: ({ startedAt, queuedAt }) => ({ moment: startedAt ?? queuedAt }) },
  { title: 'Yêu cầu', cell: askedBy },
]);

/** "Đang chạy và đang chờ". */
export function jobsPart(id: string, jobs: readonly Job[]): Markup {
  const none = html`<p class="quiet">Không có việc nào.</p>`;
  const to = ({ id }: Job) => jobAddress(id);
  return section(id, 'Đang chạy và đang chờ', pageTable(jobTable, jobs, { none, to }));
}
