import { z } from 'zod';
import { approvalsOf, listPlans, resultsOf } from '../../app/queries/plans.ts';
import { loadPlan } from '../../apply/stored-plan.ts';
import { type PlanState, planStates } from '../../domain/push.ts';
import type { Plan } from '../../plan/plan.ts';
import { planView } from '../../plan/show-model.ts';
import { planPage } from '../../report/plan-page.ts';
import { planNames } from '../../runs/plan-names.ts';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { found } from './found.ts';
import { operation } from './operation.ts';
import { pageBehind, pageOf, pageQuery, places } from './paging.ts';
import { planChangeRoutes } from './plan-changes.ts';
import { documents, givePage } from './reports.ts';

const planHead = z.object({
  id: z.string(),
  createdAt: z.string(),
  author: z.string(),
  state: z.enum(planStates),
  fingerprint: z.string(),
});

const plan = planHead
  .extend({
    actions: z.array(z.looseObject({ number: z.int(), system: z.string() })).describe('In their order.'),
    holds: z.array(z.looseObject({ guard: z.string(), message: z.string(), approvable: z.boolean() })),
    rollbackOf: z.string().optional(),
    tasks: z.array(z.looseObject({})).optional(),
    unknown: z.array(z.looseObject({})).optional(),
    approvals: z.array(z.object({ who: z.string(), reason: z.string(), at: z.string() })),
    results: z
      .array(
        z.object({
          number: z.int(),
          state: z.string(),
          message: z.string().nullable(),
          finishedAt: z.string().nullable(),
        }),
      )
      .describe('What came of each action so far.'),
  })
  .meta({ id: 'Plan' });

const planDifferences = z
  .looseObject({ name: z.string(), headline: z.string(), procedures: z.array(z.looseObject({})) })
  .meta({ id: 'PlanDifferences' });

const planParams = z.object({ id: z.string().max(100) });

/** @throws Problem */
export async function foundPlan(
  { store }: ServerContext,
  id: string,
): Promise<{ plan: Plan; state: PlanState }> {
  return found(await loadPlan(store, id), 'Không có kế hoạch này.', 'There is no such plan.');
}

export function planRoutes(app: App, context: ServerContext): void {
  const { store } = context;
  planChangeRoutes(app, context);

  app.get(
    '/plans',
    operation('read', 'plans', 'listPlans', {
      summary: 'Plans, latest first',
      querystring: z.strictObject(pageQuery),
      response: { 200: pageOf(planHead) },
    }),
    ({ query }) =>
      pageBehind(query, 'plans', places.plan, (before, limit) => listPlans(store, limit, before)),
  );

  app.get(
    '/plans/:id',
    operation('read', 'plans', 'readPlan', {
      summary: 'A plan with its actions, approvals and what came of it',
      params: planParams,
      response: { 200: plan },
    }),
    async ({ params: { id } }) => {
      const { plan: stored, state } = await foundPlan(context, id);
      const [approvals, results] = await Promise.all([approvalsOf(store, id), resultsOf(store, id)]);
      return { ...stored, state, approvals, results } as unknown as z.output<typeof plan>;
    },
  );

  app.get(
    '/plans/:id/diff',
    {
      ...operation('read', 'plans', 'readPlanDifferences', {
        summary: 'What a plan would change, as people read it',
        params: planParams,
        querystring: z.strictObject({ form: z.enum(['json', 'html']).default('json') }),
        response: {
          200: {
            description: 'By procedure and system; as a page with `form=html`.',
            content: {
              'application/json': { schema: planDifferences },
              ...documents('', 'text/html').content,
            },
          },
        },
      }),
      exposeHeadRoute: false,
    },
    async ({ params: { id }, query: { form } }, reply) => {
      const { plan: stored } = await foundPlan(context, id);
      const configuration = context.configuration();
      const { services } = await context.reader.definitions();
      const names = planNames(configuration, services);
      if (form === 'html') return (await givePage(reply, 'plan.html', planPage(stored, names))) as never;
      return reply
        .type('application/json; charset=utf-8')
        .send(planView(stored, names) as unknown as z.output<typeof planDifferences>);
    },
  );
}
