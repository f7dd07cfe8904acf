import { z } from 'zod';
import { approvePlan } from '../../app/plans/approve.ts';
import type { Words } from '../../domain/language.ts';
import type { PlanRow } from '../../store/contract.ts';
import { findPlan } from '../../store/plans.ts';
import { type App, callerOf } from '../app.ts';
import { askingOf, may } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { Problem } from '../problems/problem.ts';
import { found } from './found.ts';
import { startedResponse, startHeaders, startJob } from './jobs.ts';

const params = z.object({ id: z.string().max(100) });

/** What cannot be applied any more, or not without `resume`. */
const notApplicable: Partial<Record<PlanRow['state'], Words>> = {
  applying: { vi: 'Kế hoạch đang được áp dụng.', en: 'The plan is being applied.' },
  applied: { vi: 'Kế hoạch đã được áp dụng.', en: 'The plan has been applied.' },
  stale: {
    vi: 'Dữ liệu đã thay đổi từ khi lập kế hoạch; hãy lập kế hoạch mới.',
    en: 'The data has changed since the plan was made; make a new one.',
  },
  superseded: {
    vi: 'Đã có kế hoạch khác thay kế hoạch này.',
    en: 'Another plan has taken the place of this one.',
  },
};

/** Planning, approving, applying, rolling back: all but approving are jobs. */
export function planChangeRoutes(app: App, context: ServerContext): void {
  const { store } = context;
  const known = async (id: string) =>
    found(await findPlan(store, id), 'Không có kế hoạch này.', 'There is no such plan.');

  app.post(
    '/plans',
    {
      config: { role: 'operator', action: 'start-plan' },
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
    (request, reply) => startJob(context, request, reply, { kind: 'plan', scope: request.body }),
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
      config: { role: 'operator', action: 'start-apply' },
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
      const plan = await known(request.params.id);
      const { resume, parallel } = request.body;
      const refused = resume ? undefined : notApplicable[plan.state];
      if (refused) throw new Problem('conflict', refused);
      return startJob(context, request, reply, {
        kind: 'apply',
        scope: { plan: plan.id, ...(resume && { resume }), ...(parallel !== undefined && { parallel }) },
      });
    },
  );

  app.post(
    '/plans/:id/rollback',
    {
      config: { role: 'operator', action: 'start-rollback' },
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
      const plan = await known(request.params.id);
      return startJob(context, request, reply, { kind: 'rollback', scope: { plan: plan.id } });
    },
  );
}
