import { z } from 'zod';
import { decisionHistory, decisionsInForce } from '../../app/queries/reviews.ts';
import { decide, takeBackDecision } from '../../app/reviews/decide.ts';
import { isNationalShape } from '../../domain/code.ts';
import { reviewStatus } from '../../report/reviews/status-model.ts';
import { reviewState } from '../../runs/review-state.ts';
import type { App } from '../app.ts';
import { askingOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { notConfigured, wrongField } from '../problems/problem.ts';
import { isSeen } from '../slice.ts';
import { operation } from './operation.ts';
import { pageOf, pageOfWhole, pageQuery } from './paging.ts';

const code = z.string().trim().min(1).max(100);
const reason = z.string().trim().min(1).max(2_000);

const decision = z
  .object({
    id: z.int(),
    procedure: z.string(),
    agency: z.string().nullable().describe('null = every agency.'),
    eligible: z.boolean(),
    ...{ by: z.string(), reason: z.string(), at: z.string() },
    ...{ revokedAt: z.string().nullable(), revokedBy: z.string().nullable() },
  })
  .meta({ id: 'ReviewDecision' });

const conflict = z
  .looseObject({
    procedure: z.string(),
    name: z.string().nullable().optional(),
    agencies: z.array(z.string()),
    tier: z.string(),
    cause: z.enum(['technical', 'legal']),
    decides: z.string().describe('The office whose decision it waits for, as people call it.'),
    sides: z.array(z.looseObject({ eligible: z.boolean(), agencies: z.array(z.string()) })),
  })
  .meta({ id: 'ReviewConflict' });

/** Lists that contradict each other, and what was decided. */
export function reviewDecisionRoutes(app: App, context: ServerContext): void {
  const { store } = context;
  const city = () => context.configuration().city;

  app.get(
    '/review/conflicts',
    operation('read-slice', 'reviews', 'listReviewConflicts', {
      summary: 'Lists that contradict each other, and whose decision they wait for',
      querystring: z.strictObject(pageQuery),
      response: { 200: pageOf(conflict) },
    }),
    async request => {
      const { conflicts } = reviewStatus(
        await reviewState(store, city()),
        city(),
        context.now().toISOString(),
      );
      const seen = conflicts.filter(({ agencies }) => isSeen(request, agencies));
      return pageOfWhole(seen as unknown as z.output<typeof conflict>[], request.query, 'review-conflicts');
    },
  );

  app.get(
    '/review/decisions',
    operation('read-slice', 'reviews', 'listReviewDecisions', {
      summary: 'Decisions in force; of one procedure every one there ever was',
      querystring: z.strictObject({ ...pageQuery, procedure: code.optional() }),
      response: { 200: pageOf(decision) },
    }),
    async request => {
      const { procedure } = request.query;
      const rows =
        procedure === undefined ? await decisionsInForce(store) : await decisionHistory(store, procedure);
      // What is decided for every unit is each one's.
      const seen = rows.filter(({ agency }) => agency === null || isSeen(request, [agency]));
      return pageOfWhole(seen, request.query, ['review-decisions', procedure]);
    },
  );

  app.post(
    '/review/decisions',
    operation('decide-review', 'reviews', 'decideReview', {
      summary:
        'Decide on a procedure, at one agency or at all: counts more than any list; or take a decision back',
      body: z.union([
        z.strictObject({
          procedure: code,
          agency: code.nullable().default(null).describe('null = every agency.'),
          eligible: z.boolean().describe('Can it go to level 4?'),
          reason,
        }),
        z.strictObject({ revoke: z.int().positive().describe('The number of the decision.'), reason }),
      ]),
      response: { 200: decision },
    }),
    async request => {
      const { body } = request;
      const asking = askingOf(request, context);
      if ('revoke' in body) return takeBackDecision(asking, city(), body.revoke, body.reason);
      if (!isNationalShape(body.procedure))
        throw wrongField('procedure', {
          vi: 'không phải mã thủ tục quốc gia (dạng 1.004194)',
          en: 'is no national code such as 1.004194',
        });
      if (body.agency !== null && !city().agencies.some(({ code: known }) => known === body.agency))
        throw wrongField('agency', notConfigured.agency);
      return decide(asking, city(), body);
    },
  );
}
