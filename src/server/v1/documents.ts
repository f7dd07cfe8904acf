import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { levelFourList } from '../../report/documents/level-four-list.ts';
import { monthlyReport } from '../../report/documents/monthly-report.ts';
import type { Paper } from '../../report/documents/paper.ts';
import { paperForms } from '../../report/documents/paper-forms.ts';
import { registrationPaper } from '../../report/documents/registration-paper.ts';
import { reviewPaper } from '../../report/documents/review-paper.ts';
import { reviewsFor } from '../../runs/reviewed.ts';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { found, foundRun } from './found.ts';
import { documents, mediaTypes, send } from './reports.ts';

const form = z.enum(['docx', 'xlsx']).describe('To be signed, or to be counted with.');
const answer = documents('The document.', mediaTypes.docx!, mediaTypes.xlsx!);

/** Papers officials sign: made from what is stored, the same as the command line makes. */
export function documentRoutes(app: App, context: ServerContext): void {
  const give = (reply: FastifyReply, given: { form: z.output<typeof form>; paper: Paper }) => {
    const made = paperForms(given.paper)[given.form];
    return send(reply, made.file, () => made);
  };

  app.get(
    '/documents/monthly/:month/:form',
    {
      config: { role: 'viewer' },
      schema: {
        tags: ['documents'],
        operationId: 'downloadMonthlyReport',
        summary: 'The report of a month that has been counted (job `monthly-report`)',
        params: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), form }),
        response: { 200: answer },
      },
    },
    async ({ params }, reply) => {
      const { paper } = await monthlyReport(context.store, context.configuration(), params.month);
      return give(reply, { form: params.form, paper });
    },
  );

  app.get(
    '/documents/level-four/:form',
    {
      config: { role: 'viewer' },
      schema: {
        tags: ['documents'],
        operationId: 'downloadLevelFourList',
        summary: 'The list of services at level 4, as the last run saw them',
        params: z.object({ form }),
        response: { 200: answer },
      },
    },
    async ({ params }, reply) => {
      const run = await foundRun(context.store, 'latest');
      const now = context.now().toISOString();
      const paper = await levelFourList(context.store, context.configuration(), { run, now });
      return give(reply, { form: params.form, paper });
    },
  );

  app.get(
    '/documents/registration/:form',
    {
      config: { role: 'viewer' },
      schema: {
        tags: ['documents'],
        operationId: 'downloadRegistrationList',
        summary: 'What still has to be registered in the national database: the annex of a draft decision',
        params: z.object({ form }),
        response: { 200: answer },
      },
    },
    async ({ params }, reply) => {
      const now = context.now().toISOString();
      const paper = await registrationPaper(context.store, context.configuration(), now);
      return give(reply, { form: params.form, paper });
    },
  );

  app.get(
    '/documents/reviews/:unit/:form',
    {
      config: { role: 'viewer' },
      schema: {
        tags: ['documents'],
        operationId: 'downloadConsolidatedLists',
        summary: 'Phụ lục I and II of a unit with all it stands for; of the city under its own code',
        params: z.object({ unit: z.string().max(60), form }),
        response: { 200: answer },
      },
    },
    async ({ params }, reply) => {
      const configuration = context.configuration();
      const unit = found(
        configuration.city.agencies.find(({ code }) => code === params.unit),
        `Danh sách đơn vị không có mã "${params.unit}".`,
        `There is no agency "${params.unit}".`,
      );
      const { reviewed } = await reviewsFor(context.store, configuration.city);
      const reviews = found(reviewed, 'Chưa có danh mục rà soát nào.', 'No review has been taken in yet.');
      const paper = await reviewPaper(configuration, unit.code, reviews(), context.now().toISOString());
      return give(reply, { form: params.form, paper });
    },
  );
}
