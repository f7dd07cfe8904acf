import type { Store } from '../../app/context.ts';
import { listJobs } from '../../app/queries/jobs.ts';
import { type Job, jobStateNames } from '../../domain/job.ts';
import type { Markup } from '../../report/html/markup.ts';
import { pageTable } from '../../report/table/page.ts';
import { list } from '../../report/table/table.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { jobAddress } from './addresses.ts';
import { askedBy, jobName } from './jobs/job-words.ts';

/** What runs, then what waits. @param most Of each. */
export async function jobsInHand(store: Store, most: number): Promise<Job[]> {
  const of = (state: 'running' | 'waiting') => listJobs(store, { states: [state], limit: most });
  return [...(await of('running')), ...(await of('waiting'))];
}

const jobTable = list<Job>([
  {
    title: 'Việc',
    head: true,
    cell: job => sentenceCase(jobName(job)),
  },
  {
    title: 'Tình trạng',
    plain: true,
    cell: ({ state }) => ({ value: jobStateNames[state], tone: state === 'running' ? 'good' : 'info' }),
  },
  { title: 'Từ lúc', cell: ({ startedAt, queuedAt }) => ({ moment: startedAt ?? queuedAt }) },
  { title: 'Yêu cầu', cell: askedBy },
]);

export function jobList(jobs: readonly Job[]): Markup {
  return pageTable(jobTable, jobs, { to: ({ id }) => jobAddress(id) });
}
