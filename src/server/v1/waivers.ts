import { z } from 'zod';
import { activeWaivers, history } from '../../app/queries/runs.ts';
import { unwaive } from '../../app/waivers/unwaive.ts';
import { waive } from '../../app/waivers/waive.ts';
import { given } from '../../domain/given.ts';
import { told } from '../../words/findings.ts';
import type { App } from '../app.ts';
import { askingOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { givenDay } from '../given-day.ts';
import { Problem } from '../problems/problem.ts';
import { isSeen, unitOfList } from '../slice.ts';
import { historySchema } from './discrepancies.ts';
import { operation } from './operation.ts';
import { emptyPage, pageOf, pageOfWhole, pageQuery } from './paging.ts';

const waiver = z
  .object({
    fingerprint: z.string(),
    by: z.string(),
    reason: z.string(),
    at: z.string(),
    until: z.string().nullable(),
  })
  .meta({ id: 'Waiver' });

const code = z.string().min(1).max(200);
const target = {
  fingerprint: code.optional().describe('Or what it begins with, where only one does.'),
  rule: code.optional(),
  procedure: code.optional(),
  agency: code.optional(),
  system: code.optional(),
};

/** What a history is read through in one request. */
const most = 5_000;

export function waiverRoutes(app: App, context: ServerContext): void {
  const { store } = context;

  app.get(
    '/waive',
    operation('read', 'discrepancies', 'listWaivers', {
      summary: 'What is set aside now: by whom, why, until when',
      querystring: z.strictObject(pageQuery),
      response: { 200: pageOf(waiver) },
    }),
    async ({ query }) => {
      const waivers = await activeWaivers(store, context.now().toISOString());
      return pageOfWhole(waivers, query, 'waivers');
    },
  );

  app.post(
    '/waive',
    operation('waive', 'discrepancies', 'waive', {
      summary: 'Set aside every open discrepancy that all that is named fits, or count it again',
      body: z.strictObject({
        ...target,
        reason: z.string().trim().max(2_000).default('').describe('Needed, unless `revoke`.'),
        until: givenDay.nullable().default(null).describe('Last day in Vietnam.'),
        revoke: z.boolean().default(false),
      }),
      response: {
        200: z.object({
          fingerprints: z.array(z.string()),
          until: z.string().nullable(),
          revoked: z.boolean(),
        }),
      },
    }),
    async request => {
      const { reason, until, revoke, ...named } = request.body;
      const wanted = given(named);
      if (Object.keys(wanted).length === 0)
        throw new Problem('invalid-request', undefined, {
          errors: [
            {
              path: '/body',
              problem: { vi: 'cần nêu sai lệch nào', en: 'must name which discrepancies' },
            },
          ],
        });
      const asking = askingOf(request, context);
      if (revoke) return { fingerprints: await unwaive(asking, wanted), until: null, revoked: true };
      return { ...(await waive(asking, wanted, { reason, until })), revoked: false };
    },
  );

  app.get(
    '/history',
    operation('read-slice', 'discrepancies', 'listHistory', {
      summary: 'Discrepancies of all runs with all they have been through, those seen last first',
      querystring: z.strictObject({
        ...pageQuery,
        ...target,
        state: z.enum(['open', 'resolved']).optional(),
      }),
      response: { 200: pageOf(historySchema) },
    }),
    async request => {
      const { limit, cursor, agency: asked, ...rest } = request.query;
      const agency = unitOfList(request, asked);
      if (agency === null) return emptyPage;
      const wanted = given({ ...rest, agency });
      const rows = await history(store, wanted, context.now().toISOString(), most);
      const seen = rows.filter(row => isSeen(request, [row.agency, ...row.units]));
      const { items, next } = pageOfWhole(seen, { limit, cursor }, ['history', wanted]);
      const { levelNames } = context.configuration().city;
      return { items: items.map(row => told(row, levelNames)), next };
    },
  );
}
