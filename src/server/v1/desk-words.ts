import { z } from 'zod';
import { guidanceAsked, latestAppraisals } from '../../app/queries/reviews.ts';
import { agree } from '../../app/reviews/agree.ts';
import { appraise } from '../../app/reviews/appraise.ts';
import { answerGuidance, askGuidance } from '../../app/reviews/guidance.ts';
import { agreementStates, agreementWords, offices, officeWord } from '../../domain/agreement.ts';
import { appraisalAnswers, appraisalResults } from '../../domain/appraisal.ts';
import { given } from '../../domain/given.ts';
import { guidance } from '../../domain/guidance.ts';
import { agreementJson } from '../../report/reviews/agreements.ts';
import { agreements } from '../../runs/agreements.ts';
import { givenDay } from '../given-day.ts';
import type { Api } from './api.ts';
import { firstOf, places } from './paging.ts';
import { code, each, maybe, number, reason, text } from './schemas.ts';

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
    words: z.object(each(officeWord.nullable(), 'technical', 'regulatory')),
    state: z.enum(agreementStates),
    history: z
      .array(z.object({ office: z.enum(offices), ...officeWord.shape, lapsedAt: maybe }))
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

const question = z.string().trim().min(1).max(4_000);

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
      text: question,
      office: z
        .enum(offices)
        .optional()
        .describe('Default: VP UBND where the unit gives a legal ground only, else Sở TTTT.'),
    }),
    answer: guidance,
    do: ({ asking, body: { text: words, ...asked } }) => askGuidance(asking, { ...asked, question: words }),
  });

  post('/review/guidance/:question', ['answer-guidance', 'reviews', 'answerGuidance'], {
    summary: 'Answer a question; a later answer counts, earlier ones are kept',
    description: 'The office follows from the role; a question to the other office is refused.',
    params: { question: number },
    body: z.strictObject({ text: question }),
    answer: guidance,
    do: ({ asking, params, body }) => answerGuidance(asking, { id: params.question, answer: body.text }),
  });
}
