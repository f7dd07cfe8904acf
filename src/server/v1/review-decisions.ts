import { z } from 'zod';
import { decisionHistory, decisionsInForce } from '../../app/queries/reviews.ts';
import { decide, takeBackDecision } from '../../app/reviews/decide.ts';
import { isNationalShape } from '../../domain/code.ts';
import { reviewDecision } from '../../domain/review.ts';
import { reviewStatus } from '../../report/reviews/status-model.ts';
import { reviewState } from '../../runs/review-state.ts';
import { notConfigured, wrongField } from '../problems/problem.ts';
import { isSeen } from '../slice.ts';
import type { Api } from './api.ts';
import { code, each, maybe, reason, text } from './schemas.ts';

const decision = reviewDecision.meta({ id: 'ReviewDecision' });

const conflict = z
  .looseObject({
    ...each(text, 'procedure', 'tier'),
    name: maybe.optional(),
    agencies: z.array(text),
    cause: z.enum(['technical', 'legal']),
    decides: text.describe('The office whose decision it waits for, as people call it.'),
    sides: z.array(z.looseObject({ eligible: z.boolean(), agencies: z.array(text) })),
  })
  .meta({ id: 'ReviewConflict' });

/** Lists that contradict each other, and what was decided. */
export function reviewDecisionRoutes({ list, post }: Api): void {
  list('/review/conflicts', ['read-slice', 'reviews', 'listReviewConflicts'], {
    summary: 'Lists that contradict each other, and whose decision they wait for',
    cut: 'rows',
    item: conflict,
    async all(call) {
      const { conflicts } = reviewStatus(await reviewState(call.store, call.city), call.city, call.now);
      const seen = conflicts.filter(({ agencies }) => isSeen(call, agencies));
      return seen as unknown as z.output<typeof conflict>[];
    },
  });

  list('/review/decisions', ['read-slice', 'reviews', 'listReviewDecisions'], {
    summary: 'Decisions in force; of one procedure every one there ever was',
    cut: 'rows',
    query: { procedure: code.optional() },
    item: decision,
    async all(call) {
      const { store, query } = call;
      const rows = await (query.procedure === undefined
        ? decisionsInForce(store)
        : decisionHistory(store, query.procedure));
      // What is decided for every unit is each one's.
      return rows.filter(({ agency }) => agency === null || isSeen(call, [agency]));
    },
  });

  post('/review/decisions', ['decide-review', 'reviews', 'decideReview'], {
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
    answer: decision,
    async do({ asking, city, body }) {
      if ('revoke' in body) return takeBackDecision(asking, city, body.revoke, body.reason);
      if (!isNationalShape(body.procedure))
        throw wrongField('procedure', {
          vi: 'không phải mã thủ tục quốc gia (dạng 1.004194)',
          en: 'is no national code such as 1.004194',
        });
      if (body.agency !== null && !city.agencies.some(({ code: known }) => known === body.agency))
        throw wrongField('agency', notConfigured.agency);
      return decide(asking, city, body);
    },
  });
}
