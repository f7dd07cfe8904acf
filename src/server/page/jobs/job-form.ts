import { type JobWish, startJob } from '../../../app/jobs/start.ts';
import type { Job } from '../../../domain/job.ts';
import { jobAddress } from '../addresses.ts';
import type { PageForm, Visit } from '../page.ts';

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
