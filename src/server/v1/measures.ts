import { z } from 'zod';
import { demandOf, indicatorsOf, lastMeasured } from '../../app/queries/measures.ts';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { isSeen } from '../slice.ts';
import { operation } from './operation.ts';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const query = z.strictObject({ month: month.optional().describe('By default the last one that was read.') });
const figure = z.number().nullable().describe('null: the source does not say; that is not 0.');
const place = {
  agency: z.string(),
  period: z.string(),
  source: z.string().describe('Configured name of the system.'),
};

const demand = z.object({
  ...{ procedure: z.string().nullable().describe('null: all procedures together.'), ...place },
  ...{ online: figure, direct: figure, postal: figure, total: figure, quality: z.string().nullable() },
});
const indicator = z.object({
  ...{ group: z.string(), code: z.string(), name: z.string(), ...place },
  ...{ numerator: figure, denominator: figure, score: figure, maxScore: figure },
  quality: z.object({ status: z.string(), message: z.string() }).nullable(),
});

/** What people asked for and how the units are measured, as a system published it. */
export function measureRoutes(app: App, { store }: ServerContext): void {
  const asked = async (given: string | undefined) => given ?? (await lastMeasured(store)) ?? '';

  app.get(
    '/report/demand',
    operation('read-slice', 'measures', 'listDemand', {
      summary: 'Files received by channel, of each procedure and unit, in a month',
      querystring: query,
      response: { 200: z.array(demand) },
    }),
    async request => {
      const rows = await demandOf(store, await asked(request.query.month));
      return rows.filter(({ agency }) => isSeen(request, [agency]));
    },
  );

  app.get(
    '/report/indicators',
    operation('read-slice', 'measures', 'listIndicators', {
      summary: 'Figures of decision 766/QĐ-TTg as published, in a month',
      querystring: query,
      response: { 200: z.array(indicator) },
    }),
    async request => {
      const rows = await indicatorsOf(store, await asked(request.query.month));
      return rows.filter(({ agency }) => isSeen(request, [agency]));
    },
  );
}
