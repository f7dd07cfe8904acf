import { z } from 'zod';
import { hasReviews } from '../../runs/reviewed.ts';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { requireSeen } from '../slice.ts';
import { found, foundRun } from './found.ts';
import { operation } from './operation.ts';
import { documents, give, mediaTypes } from './reports.ts';

const form = z.enum(['docx', 'xlsx']).describe('To be signed, or to be counted with.');
const answer = documents('The document.', mediaTypes.docx!, mediaTypes.xlsx!);

/** Papers officials sign: made from what is stored, the same as the command line makes. */
export function documentRoutes(app: App, context: ServerContext): void {
  app.get(
    '/documents/monthly/:month/:form',
    operation('read', 'documents', 'downloadMonthlyReport', {
      summary: 'The report of a month that has been counted (job `monthly-report`)',
      params: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), form }),
      response: { 200: answer },
    }),
    async ({ params }, reply) => give(context, reply, { what: 'monthly', ...params }),
  );

  app.get(
    '/documents/level-four/:form',
    operation('read', 'documents', 'downloadLevelFourList', {
      summary: 'The list of services at level 4, as the last run saw them',
      params: z.object({ form }),
      response: { 200: answer },
    }),
    async ({ params }, reply) => {
      const run = await foundRun(context.store, 'latest');
      const now = context.now().toISOString();
      return give(context, reply, { what: 'level-four', run, now, ...params });
    },
  );

  app.get(
    '/documents/catalogue/:part',
    operation('read', 'documents', 'downloadCatalogue', {
      summary: 'The services of the city as open data, as the last run saw them',
      params: z.object({
        part: z
          .enum(['cpsv-ap', 'csv', 'schema'])
          .describe('JSON-LD by CPSV-AP 3.2, a table, or the description of its columns (CSV on the Web).'),
      }),
      response: { 200: documents('The file.', mediaTypes.jsonld!, mediaTypes.csv!, mediaTypes.json!) },
    }),
    async ({ params }, reply) => {
      const run = await foundRun(context.store, 'latest');
      return give(context, reply, { what: 'catalogue', run, ...params });
    },
  );

  app.get(
    '/documents/registration/:form',
    operation('read', 'documents', 'downloadRegistrationList', {
      summary: 'What still has to be registered in the national database: the annex of a draft decision',
      params: z.object({ form }),
      response: { 200: answer },
    }),
    async ({ params }, reply) => {
      const now = context.now().toISOString();
      return give(context, reply, { what: 'registration', now, ...params });
    },
  );

  app.get(
    '/documents/reviews/:unit/:form',
    operation('read-slice', 'documents', 'downloadConsolidatedLists', {
      summary: 'Phụ lục I and II of a unit with all it stands for; of the city under its own code',
      params: z.object({ unit: z.string().max(60), form }),
      response: { 200: answer },
    }),
    async (request, reply) => {
      const { params } = request;
      requireSeen(request, params.unit);
      const unit = found(
        context.configuration().city.agencies.find(({ code }) => code === params.unit),
        `Danh sách đơn vị không có mã "${params.unit}".`,
        `There is no agency "${params.unit}".`,
      );
      found(
        (await hasReviews(context.store)) || undefined,
        'Chưa có danh mục rà soát nào.',
        'No review has been taken in yet.',
      );
      const now = context.now().toISOString();
      return give(context, reply, { what: 'reviews', unit: unit.code, form: params.form, now });
    },
  );

  // Filled in, it comes back like any list.
  app.get(
    '/review/forms/:unit',
    operation('read-slice', 'reviews', 'downloadReviewForm', {
      summary:
        'The form of review of a unit: its procedures, what is known of the conditions, answers to choose',
      params: z.object({ unit: z.string().trim().min(1).max(100) }),
      response: { 200: documents('The workbook.', mediaTypes.xlsx!) },
    }),
    async (request, reply) => {
      const { unit } = request.params;
      requireSeen(request, unit);
      return give(context, reply, { what: 'guided-form', unit, now: context.now().toISOString() });
    },
  );
}
