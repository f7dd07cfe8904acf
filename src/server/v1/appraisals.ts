import { z } from 'zod';
import { latestAppraisals } from '../../app/queries/reviews.ts';
import { appraise } from '../../app/reviews/appraise.ts';
import { appraisalAnswers, appraisalResults } from '../../domain/appraisal.ts';
import { given } from '../../domain/given.ts';
import type { App } from '../app.ts';
import { askingOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { unitOfList } from '../slice.ts';
import { operation } from './operation.ts';
import { emptyPage, pageBehind, pageOf, pageQuery, places } from './paging.ts';

const appraisal = z
  .object({
    procedure: z.string(),
    agency: z.string(),
    result: z.enum(appraisalResults),
    items: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        clause: z.string().nullable().describe('null: nobody has written it down.'),
        answer: z.enum([...appraisalAnswers, 'unknown']),
        measured: z.boolean().describe('Seen in the systems, not said by a person.'),
        source: z.string(),
        at: z.string().nullable(),
      }),
    ),
    by: z.string(),
    at: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'Appraisal' });

const code = z.string().trim().min(1).max(100);

export function appraisalRoutes(app: App, context: ServerContext): void {
  const { store } = context;

  app.get(
    '/review/appraisals',
    operation('read-slice', 'reviews', 'listAppraisals', {
      summary: 'Checks of eligible rows, the latest of each',
      querystring: z.strictObject({ ...pageQuery, agency: code.optional() }),
      response: { 200: pageOf(appraisal) },
    }),
    async request => {
      const agency = unitOfList(request, request.query.agency);
      if (agency === null) return emptyPage;
      return pageBehind(request.query, ['appraisals', agency], places.offering, (after, limit) =>
        latestAppraisals(store, given({ agency, after, limit })),
      );
    },
  );

  app.post(
    '/review/appraisals',
    operation('appraise-review', 'reviews', 'appraiseReview', {
      summary: 'Check an eligible row',
      body: z.strictObject({
        procedure: code,
        agency: code,
        answers: z
          .record(z.string().max(40), z.enum(appraisalAnswers))
          .default({})
          .describe('By item: what no system shows.'),
        result: z.enum(appraisalResults),
        reason: z.string().trim().min(1).max(2_000),
      }),
      response: { 200: appraisal },
    }),
    async request => appraise(askingOf(request, context), request.body),
  );
}
