import { z } from 'zod';
import { roundNow, rounds } from '../../app/queries/consultations.ts';
import { addresseesOf, answerRound, endRound } from '../../app/reviews/consult.ts';
import { roundListNames, roundLists } from '../../domain/consultation.ts';
import { given } from '../../domain/given.ts';
import { roundHeadJson, roundJson } from '../../report/reviews/rounds.ts';
import { roundTally } from '../../review/consultation.ts';
import { handedOn } from '../asking.ts';
import { givenDay } from '../given-day.ts';
import { requireSeen } from '../slice.ts';
import type { Api, ApiCall } from './api.ts';
import { each, moment, number, text } from './schemas.ts';

const list = z.enum(roundListNames);
const silence = z.enum(['agrees', 'none']).describe('What it means when somebody does not answer.');

const head = {
  ...{ round: z.number(), list, silence },
  until: text.describe('The last day, to its end in Vietnam.'),
  ...{ openedAt: moment, closedAt: moment.nullable() },
};
const shown = z.object({ ...head, ...roundTally });
const params = { round: number };

/** As it stands now; of a unit, its own answers. */
async function roundFor({ store, now, own, params: { round: id } }: ApiCall<{ round: number }>) {
  const { round, tally } = await roundNow(store, id, now, own);
  return roundJson(round, tally);
}

/** Lists sent round for an opinion. */
export function consultationRoutes({ get, list: lists, paper, post }: Api): void {
  lists('/review/consult', ['read-slice', 'reviews', 'listConsultations'], {
    summary: 'Rounds of consultation on the draft lists, latest first',
    cut: 'rows',
    item: z.object({ ...head, ...each(z.number(), 'addressees', 'rows') }),
    all: ({ store, own }) => rounds(store, own),
    show: roundHeadJson,
  });

  get('/review/consult/:round', ['read-slice', 'reviews', 'readConsultation'], {
    summary: 'Who has answered a round, and what was said of each row; of a unit, its own answers',
    params,
    answer: shown,
    do: roundFor,
  });

  paper('/review/consult/:round/forms/:unit', ['read-slice', 'reviews', 'downloadConsultationForm'], {
    summary: 'The list of a round as a workbook for one addressee to answer in',
    params: { ...params, unit: z.string().max(60) },
    is: ['The workbook.', 'xlsx'],
    wanted(call) {
      requireSeen(call, call.params.unit);
      return { what: 'round-form', ...call.params };
    },
  });

  paper('/review/consult/:round/record/:form', ['read', 'reviews', 'downloadConsultationRecord'], {
    summary: 'The record of a round as it stands',
    params: { ...params, form: z.enum(['docx', 'xlsx']) },
    is: ['The record.', 'docx', 'xlsx'],
    wanted: ({ params: wanted, now }) => ({ what: 'round-record', ...wanted, now }),
  });

  post('/review/consult', ['open-round', 'reviews', 'openConsultation'], {
    summary: 'Send the consolidated list round as it stands',
    once: true,
    body: z.strictObject({
      ...{ list, silence, until: givenDay },
      to: z.array(z.string().max(60)).min(1).max(2_000).describe('Codes of units, or tiers.'),
    }),
    answer: z.object({ round: z.number() }),
    async do({ asking, context, city, body: { list: of, to, ...rest } }) {
      const wanted = { list: roundLists[of], addressees: addresseesOf(city, to), ...rest };
      return { round: await context.reader.deed('open-round', { asking: handedOn(asking), wanted }) };
    },
  });

  post('/review/consult/:round', ['answer-round', 'reviews', 'answerConsultation'], {
    summary: 'Answer a round; the last answer in time counts',
    once: true,
    params,
    body: z.strictObject({
      agency: z.string().max(60),
      answers: z
        .array(
          z.strictObject({
            row: z.number().int().nonnegative().describe('Its place among the rows, from 0.'),
            say: z.enum(['agree', 'differ']).optional(),
            comment: z.string().trim().min(1).max(4_000).optional(),
          }),
        )
        .max(20_000)
        .refine(all => new Set(all.map(({ row }) => row)).size === all.length, {
          error: 'mỗi dòng chỉ trả lời một lần',
        }),
    }),
    answer: shown,
    async do(call) {
      const { agency, answers } = call.body;
      await answerRound(call.asking, { ...call.params, agency, words: answers.map(given) });
      return roundFor(call);
    },
  });

  post('/review/consult/:round/close', ['close-round', 'reviews', 'closeConsultation'], {
    summary: 'Close a round; before its last day is over only with a reason',
    params,
    body: z.strictObject({ reason: z.string().max(2_000).optional() }),
    answer: shown,
    async do(call) {
      await endRound(call.asking, call.params.round, call.body.reason ?? null);
      return roundFor(call);
    },
  });
}
