import { z } from 'zod';
import { agree } from '../../app/reviews/agree.ts';
import { agreementStates, agreementWords, offices } from '../../domain/agreement.ts';
import { given } from '../../domain/given.ts';
import { agreementJson } from '../../report/reviews/agreements.ts';
import { agreements } from '../../runs/agreements.ts';
import { givenDay } from '../given-day.ts';
import type { Api } from './api.ts';
import { firstOf, places } from './paging.ts';
import { code, each, maybe, text } from './schemas.ts';

const said = {
  word: z.enum(agreementWords),
  ...each(maybe, 'opinion', 'proposal'),
  until: maybe.describe('Last day to answer, YYYY-MM-DD.'),
  ...each(text, 'by', 'at'),
};
const word = z.object(said).nullable();
const agreement = z
  .object({
    ...each(text, 'procedure', 'name', 'agency', 'agencyName'),
    grounds: z.array(z.enum(['technical', 'legal'])),
    reasons: z.array(text).describe('Coded conditions; none: to be explained again.'),
    texts: z.object(each(maybe, 'technical', 'legal')),
    facts: z.array(
      z.object({
        reason: text,
        verdict: z.enum(['contradicted', 'confirmed', 'unknown']),
        ...each(maybe, 'system', 'actual', 'at'),
      }),
    ),
    words: z.object(each(word, 'technical', 'regulatory')),
    state: z.enum(agreementStates),
    history: z
      .array(z.object({ office: z.enum(offices), ...said, lapsedAt: maybe }))
      .optional()
      .describe('Oldest first; where asked for.'),
  })
  .meta({ id: 'Agreement' });

const words = z.string().trim().max(2_000).optional();

export function agreementRoutes({ longList, post }: Api): void {
  longList('/review/agreements', ['read-slice', 'reviews', 'listAgreements'], {
    summary: 'Rows of Phụ lục II: what systems show of their reasons, what the two offices say',
    cut: 'agency',
    query: {
      agency: code.optional(),
      procedure: code.optional(),
      state: z.enum(agreementStates).optional(),
      history: z.stringbool().default(false),
    },
    item: agreement,
    place: places.offering,
    behind: ({ store, configuration, now, query: { agency, procedure, state } }, after, limit) =>
      firstOf(agreements(store, configuration, now, given({ agency, procedure, state, after })), limit),
    show: (row, { city, query: { history } }) => agreementJson(row, city, history),
  });

  post('/review/agreements', ['agree-review', 'reviews', 'agreeReview'], {
    summary: 'What an office says of the explanation of a unit',
    description: 'The office follows from the role: `regulator` speaks for VP UBND, the others for Sở TTTT.',
    body: z.strictObject({
      ...each(code, 'procedure', 'agency'),
      office: z.enum(offices).optional().describe('Of another office than the role gives: refused.'),
      word: z.enum(agreementWords),
      opinion: words,
      reason: words.describe('The same as `opinion`.'),
      proposal: words.describe('Required of VP UBND where the row has a legal ground.'),
      until: givenDay.optional().describe('Last day to answer.'),
    }),
    answer: agreement,
    async do({ asking, city, body: { reason, opinion = reason, ...rest } }) {
      return agreementJson(await agree(asking, { ...rest, opinion }), city);
    },
  });
}
