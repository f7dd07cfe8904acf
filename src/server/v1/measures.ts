import { z } from 'zod';
import { demandOf, indicatorsOf, lastMeasured } from '../../app/queries/measures.ts';
import { isSeen } from '../slice.ts';
import type { Api, ApiCall } from './api.ts';
import { each, maybe, month, text } from './schemas.ts';

const query = { month: month.optional().describe('By default the last one that was read.') };
const figure = z.number().nullable().describe('null: the source does not say; that is not 0.');
const place = {
  ...each(text, 'agency', 'period'),
  source: text.describe('Configured name of the system.'),
};

const demand = z.object({
  ...{ procedure: maybe.describe('null: all procedures together.'), ...place },
  ...{ ...each(figure, 'online', 'direct', 'postal', 'total'), quality: maybe },
});
const indicator = z.object({
  ...{ ...each(text, 'group', 'code', 'name'), ...place },
  ...each(figure, 'numerator', 'denominator', 'score', 'maxScore'),
  quality: z.object(each(text, 'status', 'message')).nullable(),
});

/** Of a month, what the caller sees. */
async function ofMonth<Row extends { agency: string }>(
  call: ApiCall<unknown, { month?: string | undefined }>,
  read: (store: ApiCall['store'], month: string) => Promise<Row[]>,
): Promise<Row[]> {
  const rows = await read(call.store, call.query.month ?? (await lastMeasured(call.store)) ?? '');
  return rows.filter(({ agency }) => isSeen(call, [agency]));
}

/** What people asked for and how the units are measured, as a system published it. */
export function measureRoutes({ get }: Api): void {
  get('/report/demand', ['read-slice', 'measures', 'listDemand'], {
    summary: 'Files received by channel, of each procedure and unit, in a month',
    query,
    answer: z.array(demand),
    do: call => ofMonth(call, demandOf),
  });

  get('/report/indicators', ['read-slice', 'measures', 'listIndicators'], {
    summary: 'Figures of decision 766/QĐ-TTg as published, in a month',
    query,
    answer: z.array(indicator),
    do: call => ofMonth(call, indicatorsOf),
  });
}
