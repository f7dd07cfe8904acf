import { z } from 'zod';
import { cancelJob } from '../../app/jobs/start.ts';
import { findJob, listJobs } from '../../app/queries/jobs.ts';
import { given } from '../../domain/given.ts';
import { jobKinds, jobStates } from '../../domain/job.ts';
import type { Api } from './api.ts';
import { found } from './found.ts';
import { places } from './paging.ts';
import { jobSchema } from './schemas.ts';

const params = { id: z.string().max(100) };

export function jobRoutes({ longList, get, post }: Api): void {
  longList('/jobs', ['read', 'jobs', 'listJobs'], {
    summary: 'Jobs, latest first',
    query: {
      state: z.union([z.enum(jobStates), z.array(z.enum(jobStates))]).optional(),
      kind: z.union([z.enum(jobKinds), z.array(z.enum(jobKinds))]).optional(),
    },
    item: jobSchema,
    place: places.id,
    behind({ store, query: { state, kind } }, before, limit) {
      const [states, kinds] = [state && [state].flat(), kind && [kind].flat()];
      return listJobs(store, given({ states, kinds, before, limit }));
    },
  });

  get('/jobs/:id', ['read', 'jobs', 'readJob'], {
    summary: 'One job',
    params,
    answer: jobSchema,
    do: async ({ store, params: { id } }) =>
      found(await findJob(store, id), 'Không có việc này.', 'There is no such job.'),
  });

  post('/jobs/:id/cancel', ['cancel-job', 'jobs', 'cancelJob'], {
    summary: 'Cancel a job: at once while it waits, at its next safe point while it runs',
    params,
    status: 202,
    answer: jobSchema,
    do: ({ asking, context, params: { id } }) => cancelJob(asking, context.jobs, id),
  });
}
