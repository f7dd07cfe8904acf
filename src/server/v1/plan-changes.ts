import { z } from 'zod';
import { startJob } from '../../app/jobs/start.ts';
import { approvePlan } from '../../app/plans/approve.ts';
import { queueApply, queueRollback } from '../../app/plans/queue.ts';
import { type App, callerOf } from '../app.ts';
import { askingOf, may } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { keyOf, started, startedResponse, startHeaders } from './jobs.ts';

const params = z.object({ id: z.string().max(100) });

/** Planning, approving, applying, rolling back: all but approving are jobs. */
export function planChangeRoutes(app: App, context: ServerContext): void {
  app.post(
    '/plans',
    {
      config: may('start-plan'),
      schema: {
        tags: ['plans'],
        operationId: 'makePlan',
        summary: 'Compare definitions with the systems and make a plan; writes nothing anywhere',
        headers: startHeaders,
        body: z.strictObject({
          only: z
            .array(z.string().trim().min(1).max(100))
            .min(1)
            .max(5_000)
            .optional()
            .describe('Procedures; all with a definition without it.'),
        }),
        response: startedResponse,
      },
    },
    async (request, reply) => {
      const wish = { kind: 'plan' as const, scope: request.body };
      return started(reply, await startJob(askingOf(request, context), context.jobs, wish, keyOf(request)));
    },
  );

  app.post(
    '/plans/:id/approval',
    {
      config: may('approve-plan'),
      schema: {
        tags: ['plans'],
        operationId: 'approvePlan',
        summary: 'Approve a plan; never for its author',
        params,
        body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }),
        response: {
          200: z.object({ plan: z.string(), state: z.literal('approved'), approvedBy: z.string() }),
        },
      },
    },
    async request => {
      const { id } = request.params;
      await approvePlan(askingOf(request, context), { plan: id, reason: request.body.reason });
      return { plan: id, state: 'approved' as const, approvedBy: callerOf(request).name };
    },
  );

  app.post(
    '/plans/:id/application',
    {
      config: may('start-apply'),
      schema: {
        tags: ['plans'],
        operationId: 'applyPlan',
        summary: 'Apply a plan: guards are asked again first, every request is journalled and read back',
        headers: startHeaders,
        params,
        body: z.strictObject({
          resume: z.boolean().default(false).describe('Go on with a plan that was broken off.'),
          parallel: z.int().min(1).max(32).optional().describe('Units at once per system.'),
        }),
        response: startedResponse,
      },
    },
    async (request, reply) => {
      const { resume, parallel } = request.body;
      const scope = {
        ...{ plan: request.params.id, ...(resume && { resume }) },
        ...(parallel !== undefined && { parallel }),
      };
      const asking = askingOf(request, context);
      return started(reply, await queueApply(asking, context.jobs, scope, keyOf(request)));
    },
  );

  app.post(
    '/plans/:id/rollback',
    {
      config: may('start-rollback'),
      schema: {
        tags: ['plans'],
        operationId: 'rollBackPlan',
        summary: 'Make the plan that takes an applied one back; approved and applied like any other',
        headers: startHeaders,
        params,
        response: startedResponse,
      },
    },
    async (request, reply) => {
      const asking = askingOf(request, context);
      return started(reply, await queueRollback(asking, context.jobs, request.params.id, keyOf(request)));
    },
  );
}
