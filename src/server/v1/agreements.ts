import { z } from 'zod';
import { agree } from '../../app/reviews/agree.ts';
import { agreementStates, agreementWords, offices } from '../../domain/agreement.ts';
import { given } from '../../domain/given.ts';
import { agreementJson } from '../../report/reviews/agreement-json.ts';
import { agreements } from '../../runs/agreements.ts';
import type { App } from '../app.ts';
import { askingOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { givenDay } from '../given-day.ts';
import { unitOfList } from '../slice.ts';
import { operation } from './operation.ts';
import { emptyPage, firstOf, pageBehind, pageOf, pageQuery, places } from './paging.ts';

const said = {
  word: z.enum(agreementWords),
  opinion: z.string().nullable(),
  proposal: z.string().nullable(),
  until: z.string().nullable().describe('Last day to answer, YYYY-MM-DD.'),
  by: z.string(),
  at: z.string(),
};
const word = z.object(said).nullable();
const agreement = z
  .object({
    procedure: z.string(),
    name: z.string(),
    agency: z.string(),
    agencyName: z.string(),
    grounds: z.array(z.enum(['technical', 'legal'])),
    reasons: z.array(z.string()).describe('Coded conditions; none: to be explained again.'),
    texts: z.object({ technical: z.string().nullable(), legal: z.string().nullable() }),
    facts: z.array(
      z.object({
        reason: z.string(),
        verdict: z.enum(['contradicted', 'confirmed', 'unknown']),
        system: z.string().nullable(),
        actual: z.string().nullable(),
        at: z.string().nullable(),
      }),
    ),
    words: z.object({ technical: word, regulatory: word }),
    state: z.enum(agreementStates),
    history: z
      .array(z.object({ office: z.enum(offices), ...said, lapsedAt: z.string().nullable() }))
      .optional()
      .describe('Oldest first; where asked for.'),
  })
  .meta({ id: 'Agreement' });

const code = z.string().trim().min(1).max(100);
const text = z.string().trim().max(2_000).optional();

export function agreementRoutes(app: App, context: ServerContext): void {
  const { store } = context;

  app.get(
    '/review/agreements',
    operation('read-slice', 'reviews', 'listAgreements', {
      summary: 'Rows of Phụ lục II: what systems show of their reasons, what the two offices say',
      querystring: z.strictObject({
        ...pageQuery,
        agency: code.optional(),
        procedure: code.optional(),
        state: z.enum(agreementStates).optional(),
        history: z.stringbool().default(false),
      }),
      response: { 200: pageOf(agreement) },
    }),
    async request => {
      const { procedure, state, history } = request.query;
      const agency = unitOfList(request, request.query.agency);
      if (agency === null) return emptyPage;
      const configuration = context.configuration();
      const now = context.now().toISOString();
      const of = ['agreements', agency, procedure, state];
      const { items, next } = await pageBehind(request.query, of, places.offering, (after, limit) =>
        firstOf(agreements(store, configuration, now, given({ agency, procedure, state, after })), limit),
      );
      return { items: items.map(row => agreementJson(row, configuration.city, history)), next };
    },
  );

  app.post(
    '/review/agreements',
    operation('agree-review', 'reviews', 'agreeReview', {
      summary: 'What an office says of the explanation of a unit',
      description:
        'The office follows from the role: `regulator` speaks for VP UBND, the others for Sở TTTT.',
      body: z.strictObject({
        procedure: code,
        agency: code,
        office: z.enum(offices).optional().describe('Of another office than the role gives: refused.'),
        word: z.enum(agreementWords),
        opinion: text,
        reason: text.describe('The same as `opinion`.'),
        proposal: text.describe('Required of VP UBND where the row has a legal ground.'),
        until: givenDay.optional().describe('Last day to answer.'),
      }),
      response: { 200: agreement },
    }),
    async request => {
      const { reason, opinion = reason, ...given } = request.body;
      const row = await agree(askingOf(request, context), { ...given, opinion });
      return agreementJson(row, context.configuration().city);
    },
  );
}
