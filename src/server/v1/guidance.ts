import { z } from 'zod';
import { guidanceAsked } from '../../app/queries/reviews.ts';
import { answerGuidance, askGuidance } from '../../app/reviews/guidance.ts';
import { offices } from '../../domain/agreement.ts';
import { given } from '../../domain/given.ts';
import { guidance } from '../../domain/guidance.ts';
import type { Api } from './api.ts';
import { places } from './paging.ts';
import { code, each, number } from './schemas.ts';

const words = z.string().trim().min(1).max(4_000);

/** What units ask the two offices about a procedure, and what these answer. */
export function guidanceRoutes({ longList, post }: Api): void {
  longList('/review/guidance', ['read-slice', 'reviews', 'listGuidance'], {
    summary: 'Questions of units about uneven or contested procedures with their answers, asked last first',
    cut: 'agency',
    query: each(code.optional(), 'agency', 'procedure'),
    item: guidance,
    place: places.number,
    behind: ({ store, query }, beforeId, limit) => guidanceAsked(store, given({ ...query, beforeId, limit })),
  });

  post('/review/guidance', ['ask-guidance', 'reviews', 'askGuidance'], {
    summary: 'Ask an office how to go on with a procedure',
    once: true,
    body: z.strictObject({
      ...each(code, 'procedure', 'agency'),
      text: words,
      office: z
        .enum(offices)
        .optional()
        .describe('Default: VP UBND where the unit gives a legal ground only, else Sở TTTT.'),
    }),
    answer: guidance,
    do: ({ asking, body: { text: question, ...asked } }) => askGuidance(asking, { ...asked, question }),
  });

  post('/review/guidance/:question', ['answer-guidance', 'reviews', 'answerGuidance'], {
    summary: 'Answer a question; a later answer counts, earlier ones are kept',
    description: 'The office follows from the role; a question to the other office is refused.',
    params: { question: number },
    body: z.strictObject({ text: words }),
    answer: guidance,
    do: ({ asking, params, body }) => answerGuidance(asking, { id: params.question, answer: body.text }),
  });
}
