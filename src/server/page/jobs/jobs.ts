import type { Store } from '../../../app/context.ts';
import { type JobWish, startJob } from '../../../app/jobs/start.ts';
import { listJobs } from '../../../app/queries/jobs.ts';
import { type Job, type JobEvent, jobNames, jobStateNames } from '../../../domain/job.ts';
import { numberWords } from '../../../domain/number-words.ts';
import type { ActionState } from '../../../domain/push.ts';
import { actionStateNames } from '../../../plan/words.ts';
import { html, type Markup } from '../../../report/html/markup.ts';
import type { Names } from '../../../report/names.ts';
import { pageTable } from '../../../report/table/page.ts';
import { list } from '../../../report/table/table.ts';
import { systemStatusNames } from '../../../report/words.ts';
import { sentenceCase } from '../../../words/sentence.ts';
import { jobAddress } from '../addresses.ts';
import type { PageForm, Visit } from '../page.ts';
import { section } from '../parts.ts';

export function jobName({ kind, scope }: Pick<Job, 'kind' | 'scope'>): string {
  const full = kind === 'reconcile' && (('full' in scope && scope.full) || ('fresh' in scope && scope.fresh));
  return full ? jobNames['full-refresh'] : jobNames[kind];
}

/** "theo lịch", or who asked. */
export function askedBy({ requestedBy }: Pick<Job, 'requestedBy'>): string {
  return requestedBy === 'schedule' ? 'theo lịch' : requestedBy;
}

/** What happened, for the log of a job; undefined where progress shows it already. */
export function eventWords(
  { kind, data }: JobEvent,
  names: Pick<Names, 'system' | 'agency'>,
): string | undefined {
  switch (kind) {
    case 'queued':
      return 'Vào hàng đợi';
    case 'started':
      return 'Bắt đầu';
    case 'read': {
      const status = systemStatusNames[data.status as keyof typeof systemStatusNames] ?? String(data.status);
      const error = data.error ? `: ${data.error}` : '';
      const counted = typeof data.procedures === 'number' ? `, ${numberWords(data.procedures)} thủ tục` : '';
      return `${names.system(String(data.system))}: ${status}${counted}${error}`;
    }
    case 'judging':
      return 'Bắt đầu đối chiếu';
    case 'action': {
      const where = [data.procedure, data.agency && names.agency(String(data.agency))]
        .filter(Boolean)
        .join(', ');
      const state = actionStateNames[data.state as ActionState] ?? String(data.state);
      return `${names.system(String(data.system))}, ${where}: ${state}${data.message ? ` (${data.message})` : ''}`;
    }
    case 'taken-over':
      return 'Tiến trình trước đã dừng; tiến trình khác làm tiếp';
    case 'handed-back':
      return 'Trả lại hàng đợi';
    case 'cancel-requested':
      return `${data.by ?? 'Có người'} yêu cầu hủy; dừng ở chỗ an toàn gần nhất`;
    case 'done':
    case 'failed':
    case 'cancelled':
      return `Kết thúc: ${jobStateNames[kind]}`;
    default:
      return undefined;
  }
}

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

/** A form that queues a job and leads to its progress. Sent twice it starts one. */
export function jobForm<Params, Values>({
  queue,
  ...form
}: Omit<PageForm<Params, Values>, 'act' | 'once'> & {
  queue(visit: Visit<Params>, values: Values): Promise<Pick<Job, 'id'>>;
}): PageForm<Params, Values> {
  return { ...form, once: true, act: async (visit, values) => jobAddress((await queue(visit, values)).id) };
}

export function started({ asking, context }: Visit<unknown>, wish: JobWish): Promise<Job> {
  return startJob(asking, context.jobs, wish);
}
