import { z } from 'zod';
import { type JobWish, startJob } from '../../../app/jobs/start.ts';
import { jobAddress } from '../addresses.ts';
import type { PageForm } from '../page.ts';

/** A button that queues a job and leads to its progress. Sent twice it starts one. */
export type QueueForm = PageForm<unknown, object>;

export function queueForm(
  words: Pick<QueueForm, 'name' | 'action' | 'submit' | 'done'>,
  wish: JobWish,
): QueueForm {
  return {
    ...words,
    once: true,
    values: z.strictObject({}),
    async act({ asking, context }) {
      return jobAddress((await startJob(asking, context.jobs, wish)).id);
    },
  };
}
