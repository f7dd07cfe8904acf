import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type JobWish, startJob } from '../../../app/jobs/start.ts';
import type { Markup } from '../../../report/html/markup.ts';
import { jobAddress } from '../addresses.ts';
import type { PageForm, Visit } from '../page.ts';

/** A button that queues a job and leads to its progress. Sent twice it starts one. */
export type QueueForm = PageForm<unknown, { once: string }>;

export function queueForm(
  words: Pick<QueueForm, 'name' | 'action' | 'submit' | 'done'>,
  wish: JobWish,
): QueueForm {
  return {
    ...words,
    values: z.strictObject({ once: z.uuid() }),
    async act({ asking, context }, { once }) {
      return jobAddress((await startJob(asking, context.jobs, wish, once)).id);
    },
  };
}

export function queueButton(visit: Pick<Visit, 'form'>, form: QueueForm): Markup | false {
  return visit.form(form, fields => fields.hidden('once', randomUUID()));
}
