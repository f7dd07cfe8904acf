import { z } from 'zod';
import { latestAppraisals } from '../../app/queries/reviews.ts';
import { appraise } from '../../app/reviews/appraise.ts';
import { appraisalAnswers, appraisalResults } from '../../domain/appraisal.ts';
import { given } from '../../domain/given.ts';
import type { Api } from './api.ts';
import { places } from './paging.ts';
import { code, each, maybe, reason, text } from './schemas.ts';

const appraisal = z
  .object({
    ...each(text, 'procedure', 'agency', 'by', 'at', 'reason'),
    result: z.enum(appraisalResults),
    items: z.array(
      z.object({
        ...each(text, 'id', 'text', 'source'),
        clause: maybe.describe('null: nobody has written it down.'),
        answer: z.enum([...appraisalAnswers, 'unknown']),
        measured: z.boolean().describe('Seen in the systems, not said by a person.'),
        at: maybe,
      }),
    ),
  })
  .meta({ id: 'Appraisal' });

export function appraisalRoutes({ longList, post }: Api): void {
  longList('/review/appraisals', ['read-slice', 'reviews', 'listAppraisals'], {
    summary: 'Checks of eligible rows, the latest of each',
    cut: 'agency',
    query: { agency: code.optional() },
    item: appraisal,
    place: places.offering,
    behind: ({ store, query }, after, limit) => latestAppraisals(store, given({ ...query, after, limit })),
  });

  post('/review/appraisals', ['appraise-review', 'reviews', 'appraiseReview'], {
    summary: 'Check an eligible row',
    body: z.strictObject({
      ...each(code, 'procedure', 'agency'),
      answers: z
        .record(z.string().max(40), z.enum(appraisalAnswers))
        .default({})
        .describe('By item: what no system shows.'),
      result: z.enum(appraisalResults),
      reason,
    }),
    answer: appraisal,
    do: ({ asking, body }) => appraise(asking, body),
  });
}
