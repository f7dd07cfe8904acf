import { z } from 'zod';
import { guidanceAsked } from '../../app/queries/reviews.ts';
import { answerGuidance, askGuidance } from '../../app/reviews/guidance.ts';
import { offices } from '../../domain/agreement.ts';
import { given } from '../../domain/given.ts';
import type { App } from '../app.ts';
import { askingOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { unitOfList } from '../slice.ts';
import { startHeaders } from './jobs.ts';
import { operation } from './operation.ts';
import { emptyPage, pageBehind, pageOf, pageQuery, places } from './paging.ts';

const moment = z.string().describe('ISO 8601, UTC.');
const guidance = z
  .object({
    ...{ id: z.int(), procedure: z.string(), agency: z.string(), question: z.string() },
    office: z.enum(offices).describe('Which is asked.'),
    ...{ askedBy: z.string(), askedAt: moment },
    answers: z
      .array(z.object({ text: z.string(), by: z.string(), at: moment }))
      .describe('Oldest first; the last one counts.'),
    state: z.enum(['waiting', 'answered']),
  })
  .meta({ id: 'Guidance' });

const code = z.string().trim().min(1).max(100);
const text = z.string().trim().min(1).max(4_000);

/** What units ask the two offices about a procedure, and what these answer. */
export function guidanceRoutes(app: App, context: ServerContext): void {
  const { store } = context;

  app.get(
    '/review/guidance',
    operation('read-slice', 'reviews', 'listGuidance', {
      summary: 'Questions of units about uneven or contested procedures with their answers, asked last first',
      querystring: z.strictObject({ ...pageQuery, agency: code.optional(), procedure: code.optional() }),
      response: { 200: pageOf(guidance) },
    }),
    async request => {
      const { procedure } = request.query;
      const agency = unitOfList(request, request.query.agency);
      if (agency === null) return emptyPage;
      return pageBehind(request.query, ['guidance', agency, procedure], places.number, (beforeId, limit) =>
        guidanceAsked(store, given({ agency, procedure, beforeId, limit })),
      );
    },
  );

  app.post(
    '/review/guidance',
    operation('ask-guidance', 'reviews', 'askGuidance', {
      summary: 'Ask an office how to go on with a procedure',
      headers: startHeaders,
      body: z.strictObject({
        ...{ procedure: code, agency: code, text },
        office: z
          .enum(offices)
          .optional()
          .describe('Default: VP UBND where the unit gives a legal ground only, else Sở TTTT.'),
      }),
      response: { 200: guidance },
    }),
    async request => {
      const { text: question, ...asked } = request.body;
      return askGuidance(askingOf(request, context), { ...asked, question });
    },
  );

  app.post(
    '/review/guidance/:question',
    operation('answer-guidance', 'reviews', 'answerGuidance', {
      summary: 'Answer a question; a later answer counts, earlier ones are kept',
      description: 'The office follows from the role; a question to the other office is refused.',
      params: z.object({ question: z.coerce.number().int().positive() }),
      body: z.strictObject({ text }),
      response: { 200: guidance },
    }),
    async request =>
      answerGuidance(askingOf(request, context), {
        id: request.params.question,
        answer: request.body.text,
      }),
  );
}
