import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { cancelJob } from '../../app/jobs/cancel.ts';
import { findJob, listJobs } from '../../app/queries/jobs.ts';
import { given } from '../../domain/given.ts';
import { type Job, jobKinds, jobStates } from '../../domain/job.ts';
import type { App } from '../app.ts';
import { askingOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { found } from './found.ts';
import { operation } from './operation.ts';
import { pageBehind, pageOf, pageQuery, places } from './paging.ts';

export const jobSchema = z
  .object({
    id: z.string(),
    kind: z.enum(jobKinds),
    scope: z.record(z.string(), z.unknown()),
    priority: z.int(),
    state: z.enum(jobStates),
    requestedBy: z.string(),
    origin: z.string(),
    queuedAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    worker: z.string().nullable(),
    attempts: z.int(),
    cancelRequested: z.boolean(),
    runId: z.string().nullable(),
    planId: z.string().nullable(),
    message: z.string().nullable().describe('Outcome or reason, Vietnamese.'),
  })
  .meta({ id: 'Job' });

/** Of routes that start a job. */
export const startHeaders = z.looseObject({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional()
    .describe('The same request sent again with the same key within a day starts nothing new.'),
});

export const startedResponse = { 202: jobSchema.describe('Queued; `Location` is where to look.') };

/** The answer is 202 with the job's address. */
export function started(reply: Pick<FastifyReply, 'code' | 'header'>, job: Job): z.output<typeof jobSchema> {
  reply.code(202);
  reply.header('location', `/v1/jobs/${job.id}`);
  return job as z.output<typeof jobSchema>;
}

const listQuery = z.strictObject({
  ...pageQuery,
  state: z.union([z.enum(jobStates), z.array(z.enum(jobStates))]).optional(),
  kind: z.union([z.enum(jobKinds), z.array(z.enum(jobKinds))]).optional(),
});

export function jobRoutes(app: App, context: ServerContext): void {
  const { store } = context;
  const params = z.object({ id: z.string().max(100) });
  const noJob = ['Không có việc này.', 'There is no such job.'] as const;

  app.get(
    '/jobs',
    operation('read', 'jobs', 'listJobs', {
      summary: 'Jobs, latest first',
      querystring: listQuery,
      response: { 200: pageOf(jobSchema) },
    }),
    async ({ query }) => {
      const { state, kind } = query;
      const [states, kinds] = [state && [state].flat(), kind && [kind].flat()];
      const page = await pageBehind(query, ['jobs', state, kind], places.id, (before, limit) =>
        listJobs(store, given({ states, kinds, before, limit })),
      );
      return page as { items: z.output<typeof jobSchema>[]; next: string | null };
    },
  );

  app.get(
    '/jobs/:id',
    operation('read', 'jobs', 'readJob', {
      summary: 'One job',
      params,
      response: { 200: jobSchema },
    }),
    async ({ params: { id } }) => {
      return found(await findJob(store, id), ...noJob) as z.output<typeof jobSchema>;
    },
  );

  app.post(
    '/jobs/:id/cancel',
    operation('cancel-job', 'jobs', 'cancelJob', {
      summary: 'Cancel a job: at once while it waits, at its next safe point while it runs',
      params,
      response: { 202: jobSchema },
    }),
    async (request, reply) => {
      const job = await cancelJob(askingOf(request, context), context.jobs, request.params.id);
      return reply.code(202).send(job as z.output<typeof jobSchema>);
    },
  );
}
