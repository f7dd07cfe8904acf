import { z } from 'zod';
import type { Store } from '../../app/context.ts';
import { startJob } from '../../app/jobs/start.ts';
import { approvePlan, refusePlan } from '../../app/plans/approve.ts';
import { mending, mendingOf } from '../../app/plans/mending.ts';
import { queueApply, queueRollback } from '../../app/plans/stored.ts';
import { approvalsOf, listPlans, resultsOf } from '../../app/queries/plans.ts';
import { loadPlan } from '../../apply/stored-plan.ts';
import { given } from '../../domain/given.ts';
import { type PlanState, planStates } from '../../domain/push.ts';
import type { Plan } from '../../plan/plan.ts';
import { planView } from '../../plan/show-model.ts';
import { planPage } from '../../report/plan-page.ts';
import { planNames } from '../../runs/plan-input.ts';
import { wrongField } from '../problems/problem.ts';
import type { Api } from './api.ts';
import { documents, givePage } from './files.ts';
import { found } from './found.ts';
import { places } from './paging.ts';
import { code, each, maybe, reason, text } from './schemas.ts';

const planHead = z.object({
  ...each(text, 'id', 'createdAt', 'author', 'fingerprint'),
  state: z.enum(planStates),
});

const plan = planHead
  .extend({
    actions: z.array(z.looseObject({ number: z.int(), system: text })).describe('In their order.'),
    holds: z.array(z.looseObject({ ...each(text, 'guard', 'message'), approvable: z.boolean() })),
    rollbackOf: z.string().optional(),
    ...each(z.array(z.looseObject({})).optional(), 'tasks', 'unknown'),
    approvals: z.array(z.object(each(text, 'who', 'reason', 'at'))),
    results: z
      .array(z.object({ number: z.int(), state: text, ...each(maybe, 'message', 'finishedAt') }))
      .describe('What came of each action so far.'),
  })
  .meta({ id: 'Plan' });

const planDifferences = z
  .looseObject({ ...each(text, 'name', 'headline'), procedures: z.array(z.looseObject({})) })
  .meta({ id: 'PlanDifferences' });

const params = { id: z.string().max(100) };
const fingerprint = z.string().min(1).max(200);

/** @throws Problem */
export async function foundPlan(store: Store, id: string): Promise<{ plan: Plan; state: PlanState }> {
  return found(await loadPlan(store, id), 'Không có kế hoạch này.', 'There is no such plan.');
}

/** Plans; making, applying and taking one back are jobs. */
export function planRoutes({ get, longList, raw, post, start }: Api): void {
  get('/plans/from-findings', ['read', 'plans', 'readMending'], {
    summary: 'How many open discrepancies a plan can mend now, and what the others need first',
    query: {
      fingerprint: z
        .union([fingerprint, z.array(fingerprint).max(200)])
        .optional()
        .describe('Only these.'),
    },
    answer: mending,
    do: ({ asking, query: { fingerprint: only } }) =>
      mendingOf(asking, only === undefined ? undefined : [only].flat()),
  });

  start('/plans', ['start-plan', 'plans', 'makePlan'], {
    summary: 'Compare definitions with the systems and make a plan; writes nothing anywhere',
    body: z.strictObject({
      only: z
        .array(code)
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
    async job({ asking, context, body }) {
      const { only, fromFindings } = body;
      if (only !== undefined && fromFindings !== undefined)
        throw wrongField('fromFindings', {
          vi: 'không đi cùng only',
          en: 'cannot be given together with only',
        });
      if (fromFindings !== undefined && fromFindings !== true) await mendingOf(asking, fromFindings);
      return startJob(asking, context.jobs, { kind: 'plan', scope: given(body) });
    },
  });

  post('/plans/:id/approval', ['approve-plan', 'plans', 'approvePlan'], {
    summary: 'Approve a plan; never for its author',
    params,
    body: z.strictObject({ reason }),
    answer: z.object({ plan: text, state: z.literal('approved'), approvedBy: text }),
    async do({ asking, caller, params: { id }, body }) {
      await approvePlan(asking, { plan: id, ...body });
      return { plan: id, state: 'approved' as const, approvedBy: caller.name };
    },
  });

  post('/plans/:id/refusal', ['refuse-plan', 'plans', 'refusePlan'], {
    summary: 'Refuse a plan that has not been begun: it is never applied',
    params,
    body: z.strictObject({ reason }),
    answer: z.object({ plan: text, state: z.literal('refused'), refusedBy: text }),
    async do({ asking, caller, params: { id }, body }) {
      await refusePlan(asking, { plan: id, ...body });
      return { plan: id, state: 'refused' as const, refusedBy: caller.name };
    },
  });

  start('/plans/:id/application', ['start-apply', 'plans', 'applyPlan'], {
    summary: 'Apply a plan: guards are asked again first, every request is journalled and read back',
    params,
    body: z.strictObject({
      resume: z.boolean().default(false).describe('Go on with a plan that was broken off.'),
      parallel: z.int().min(1).max(32).optional().describe('Units at once per system.'),
    }),
    job: ({ asking, context, params: { id }, body: { resume, parallel } }) =>
      queueApply(asking, context.jobs, given({ plan: id, resume: resume || undefined, parallel })),
  });

  start('/plans/:id/rollback', ['start-rollback', 'plans', 'rollBackPlan'], {
    summary: 'Make the plan that takes an applied one back; approved and applied like any other',
    params,
    job: ({ asking, context, params: { id } }) => queueRollback(asking, context.jobs, id),
  });

  longList('/plans', ['read', 'plans', 'listPlans'], {
    summary: 'Plans, latest first',
    item: planHead,
    place: places.plan,
    behind: ({ store }, before, limit) => listPlans(store, limit, before),
  });

  get('/plans/:id', ['read', 'plans', 'readPlan'], {
    summary: 'A plan with its actions, approvals and what came of it',
    params,
    answer: plan,
    async do({ store, params: { id } }) {
      const { plan: stored, state } = await foundPlan(store, id);
      const [approvals, results] = await Promise.all([approvalsOf(store, id), resultsOf(store, id)]);
      return { ...stored, state, approvals, results } as unknown as z.output<typeof plan>;
    },
  });

  raw('GET', '/plans/:id/diff', ['read', 'plans', 'readPlanDifferences'], {
    summary: 'What a plan would change, as people read it',
    head: false,
    params,
    query: { form: z.enum(['json', 'html']).default('json') },
    response: {
      200: {
        description: 'By procedure and system; as a page with `form=html`.',
        content: { 'application/json': { schema: planDifferences }, ...documents('', 'html').content },
      },
    },
    async do(call) {
      const { plan: stored } = await foundPlan(call.store, call.params.id);
      const { services } = await call.context.reader.definitions();
      const names = planNames(call.configuration, services);
      if (call.query.form === 'html') return givePage(call, 'plan.html', planPage(stored, names));
      return call.reply.type('application/json; charset=utf-8').send(planView(stored, names));
    },
  });
}
