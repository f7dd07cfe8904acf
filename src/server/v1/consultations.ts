import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ownUnit } from '../../app/context.ts';
import { roundNow, rounds } from '../../app/queries/consultations.ts';
import { addresseesOf, answerRound, endRound } from '../../app/reviews/consult.ts';
import { roundListNames, roundLists } from '../../domain/consultation.ts';
import { roundHeadJson, roundJson } from '../../report/reviews/round-json.ts';
import { type App, callerOf } from '../app.ts';
import { askingOf, handedOn } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { givenDay } from '../given-day.ts';
import { requireSeen } from '../slice.ts';
import { startHeaders } from './jobs.ts';
import { operation } from './operation.ts';
import { pageOf, pageOfWhole, pageQuery } from './paging.ts';
import { documents, give, mediaTypes } from './reports.ts';

const list = z.enum(roundListNames);
const silence = z.enum(['agrees', 'none']).describe('What it means when somebody does not answer.');
const moment = z.string().describe('ISO 8601, UTC.');

const head = {
  ...{ round: z.number(), list, silence },
  until: z.string().describe('The last day, to its end in Vietnam.'),
  ...{ openedAt: moment, closedAt: moment.nullable() },
};
const shown = z.object({
  ...head,
  addressees: z.array(
    z.object({
      agency: z.string(),
      state: z.enum(['waiting', 'answered', 'late', 'silent']),
      times: z.array(moment).describe('When each answer came.'),
      answers: z.array(
        z.object({ at: moment, late: z.boolean(), counts: z.boolean(), contradicts: z.boolean() }),
      ),
    }),
  ),
  rows: z.array(
    z.object({
      procedure: z.string(),
      agency: z.string().nullable().describe('null: several units.'),
      ...{ agree: z.number(), differ: z.number(), none: z.number() },
      comments: z.array(z.object({ agency: z.string(), text: z.string(), at: moment })),
    }),
  ),
});
const params = z.object({ round: z.coerce.number().int().positive() });

/** Lists sent round for an opinion. */
export function consultationRoutes(app: App, context: ServerContext): void {
  const { store } = context;
  const now = () => context.now().toISOString();
  const shownTo = async (request: FastifyRequest, id: number) => {
    const { round, tally } = await roundNow(store, id, now(), ownUnit(callerOf(request)));
    return roundJson(round, tally);
  };

  app.get(
    '/review/consult',
    operation('read-slice', 'reviews', 'listConsultations', {
      summary: 'Rounds of consultation on the draft lists, latest first',
      querystring: z.strictObject(pageQuery),
      response: { 200: pageOf(z.object({ ...head, addressees: z.number(), rows: z.number() })) },
    }),
    async request => {
      const own = ownUnit(callerOf(request));
      return pageOfWhole((await rounds(store, own)).map(roundHeadJson), request.query, ['consult', own]);
    },
  );

  app.get(
    '/review/consult/:round',
    operation('read-slice', 'reviews', 'readConsultation', {
      summary: 'Who has answered a round, and what was said of each row; of a unit, its own answers',
      params,
      response: { 200: shown },
    }),
    request => shownTo(request, request.params.round),
  );

  app.get(
    '/review/consult/:round/forms/:unit',
    operation('read-slice', 'reviews', 'downloadConsultationForm', {
      summary: 'The list of a round as a workbook for one addressee to answer in',
      params: params.extend({ unit: z.string().max(60) }),
      response: { 200: documents('The workbook.', mediaTypes.xlsx!) },
    }),
    async (request, reply) => {
      requireSeen(request, request.params.unit);
      return give(context, reply, { what: 'round-form', ...request.params });
    },
  );

  app.get(
    '/review/consult/:round/record/:form',
    operation('read', 'reviews', 'downloadConsultationRecord', {
      summary: 'The record of a round as it stands',
      params: params.extend({ form: z.enum(['docx', 'xlsx']) }),
      response: { 200: documents('The record.', mediaTypes.docx!, mediaTypes.xlsx!) },
    }),
    async ({ params: wanted }, reply) =>
      give(context, reply, { what: 'round-record', ...wanted, now: now() }),
  );

  app.post(
    '/review/consult',
    operation('open-round', 'reviews', 'openConsultation', {
      summary: 'Send the consolidated list round as it stands',
      headers: startHeaders,
      body: z.strictObject({
        ...{ list, silence, until: givenDay },
        to: z.array(z.string().max(60)).min(1).max(2_000).describe('Codes of units, or tiers.'),
      }),
      response: { 200: z.object({ round: z.number() }) },
    }),
    async request => {
      const { body } = request;
      const addressees = addresseesOf(context.configuration().city, body.to);
      const wanted = { list: roundLists[body.list], addressees, until: body.until, silence: body.silence };
      const asking = handedOn(askingOf(request, context));
      return { round: await context.reader.deed('open-round', { asking, wanted }) };
    },
  );

  app.post(
    '/review/consult/:round',
    operation('answer-round', 'reviews', 'answerConsultation', {
      summary: 'Answer a round; the last answer in time counts',
      headers: startHeaders,
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
          .max(20_000),
      }),
      response: { 200: shown },
    }),
    async request => {
      const { round: id } = request.params;
      const { agency, answers } = request.body;
      const asking = askingOf(request, context);
      const words = answers.map(({ row, say, comment }) => ({
        row,
        ...(say && { say }),
        ...(comment !== undefined && { comment }),
      }));
      await answerRound(asking, { round: id, agency, words });
      return shownTo(request, id);
    },
  );

  app.post(
    '/review/consult/:round/close',
    operation('close-round', 'reviews', 'closeConsultation', {
      summary: 'Close a round; before its last day is over only with a reason',
      params,
      body: z.strictObject({ reason: z.string().max(2_000).optional() }),
      response: { 200: shown },
    }),
    async request => {
      const { round: id } = request.params;
      await endRound(askingOf(request, context), id, request.body.reason ?? null);
      return shownTo(request, id);
    },
  );
}
