import { z } from 'zod';
import { startJob } from '../../app/jobs/start.ts';
import { approvePlan } from '../../app/plans/approve.ts';
import { mendingNeeds, mendingOf } from '../../app/plans/mending.ts';
import { queueApply, queueRollback } from '../../app/plans/queue.ts';
import { refusePlan } from '../../app/plans/refuse.ts';
import { type App, callerOf } from '../app.ts';
import { askingOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { wrongField } from '../problems/problem.ts';
import { started, startedResponse, startHeaders } from './jobs.ts';
import { operation } from './operation.ts';

const params = z.object({ id: z.string().max(100) });
const fingerprint = z.string().min(1).max(200);

const mending = z
  .object({
    findings: z.int().describe('That a plan can mend now.'),
    procedures: z.array(z.string()),
    needs: z.array(
      z.object({
        need: z.enum(mendingNeeds),
        findings: z.int(),
        procedures: z.array(z.string()),
        rules: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'Mending' });

/** Planning, approving, applying, rolling back: all but approving are jobs. */
export function planChangeRoutes(app: App, context: ServerContext): void {
  app.get(
    '/plans/from-findings',
    operation('read', 'plans', 'readMending', {
      summary: 'How many open discrepancies a plan can mend now, and what the others need first',
      querystring: z.strictObject({
        fingerprint: z
          .union([fingerprint, z.array(fingerprint).max(200)])
          .optional()
          .describe('Only these.'),
      }),
      response: { 200: mending },
    }),
    async request => {
      const { fingerprint: given } = request.query;
      return mendingOf(askingOf(request, context), given === undefined ? undefined : [given].flat());
    },
  );

  app.post(
    '/plans',
    operation('start-plan', 'plans', 'makePlan', {
      summary: 'Compare definitions with the systems and make a plan; writes nothing anywhere',
      headers: startHeaders,
      body: z.strictObject({
        only: z
          .array(z.string().trim().min(1).max(100))
          .min(1)
          .max(5_000)
          .optional()
          .describe('Procedures; all with a definition without it.'),
        fromFindings: z
          .union([z.literal(true), z.array(fingerprint).min(1).max(1_000)])
          .optional()
          .describe(
            'The services that open discrepancies are about: all the last run saw that a plan mends, or these. The job says what the others need first.',
          ),
      }),
      response: startedResponse,
    }),
    async (request, reply) => {
      const { only, fromFindings } = request.body;
      if (only !== undefined && fromFindings !== undefined)
        throw wrongField('fromFindings', {
          vi: 'không đi cùng only',
          en: 'cannot be given together with only',
        });
      const scope = { ...(only && { only }), ...(fromFindings && { fromFindings }) };
      if (fromFindings !== undefined && fromFindings !== true)
        await mendingOf(askingOf(request, context), fromFindings);
      const wish = { kind: 'plan' as const, scope };
      return started(reply, await startJob(askingOf(request, context), context.jobs, wish));
    },
  );

  app.post(
    '/plans/:id/approval',
    operation('approve-plan', 'plans', 'approvePlan', {
      summary: 'Approve a plan; never for its author',
      params,
      body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }),
      response: {
        200: z.object({ plan: z.string(), state: z.literal('approved'), approvedBy: z.string() }),
      },
    }),
    async request => {
      const { id } = request.params;
      await approvePlan(askingOf(request, context), { plan: id, reason: request.body.reason });
      return { plan: id, state: 'approved' as const, approvedBy: callerOf(request).name };
    },
  );

  app.post(
    '/plans/:id/refusal',
    operation('refuse-plan', 'plans', 'refusePlan', {
      summary: 'Refuse a plan that has not been begun: it is never applied',
      params,
      body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }),
      response: { 200: z.object({ plan: z.string(), state: z.literal('refused'), refusedBy: z.string() }) },
    }),
    async request => {
      const { id } = request.params;
      await refusePlan(askingOf(request, context), { plan: id, reason: request.body.reason });
      return { plan: id, state: 'refused' as const, refusedBy: callerOf(request).name };
    },
  );

  app.post(
    '/plans/:id/application',
    operation('start-apply', 'plans', 'applyPlan', {
      summary: 'Apply a plan: guards are asked again first, every request is journalled and read back',
      headers: startHeaders,
      params,
      body: z.strictObject({
        resume: z.boolean().default(false).describe('Go on with a plan that was broken off.'),
        parallel: z.int().min(1).max(32).optional().describe('Units at once per system.'),
      }),
      response: startedResponse,
    }),
    async (request, reply) => {
      const { resume, parallel } = request.body;
      const scope = {
        ...{ plan: request.params.id, ...(resume && { resume }) },
        ...(parallel !== undefined && { parallel }),
      };
      const asking = askingOf(request, context);
      return started(reply, await queueApply(asking, context.jobs, scope));
    },
  );

  app.post(
    '/plans/:id/rollback',
    operation('start-rollback', 'plans', 'rollBackPlan', {
      summary: 'Make the plan that takes an applied one back; approved and applied like any other',
      headers: startHeaders,
      params,
      response: startedResponse,
    }),
    async (request, reply) => {
      const asking = askingOf(request, context);
      return started(reply, await queueRollback(asking, context.jobs, request.params.id));
    },
  );
}
