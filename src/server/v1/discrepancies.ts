import { z } from 'zod';
import { ownUnit } from '../../app/context.ts';
import { activeWaivers, history } from '../../app/queries/runs.ts';
import { makeTask } from '../../app/tasks/make.ts';
import { unwaive } from '../../app/waivers/unwaive.ts';
import { waive } from '../../app/waivers/waive.ts';
import { given } from '../../domain/given.ts';
import { Refusal } from '../../domain/refusal.ts';
import { told } from '../../words/findings.ts';
import { type App, callerOf } from '../app.ts';
import { askingOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { givenDay } from '../given-day.ts';
import { Problem } from '../problems/problem.ts';
import { isSeen, unitOfList } from '../slice.ts';
import { foundFinding } from './found.ts';
import { operation } from './operation.ts';
import { emptyPage, pageOf, pageOfWhole, pageQuery } from './paging.ts';
import { discrepancySchema } from './runs.ts';

const life = z.object({ firstSeen: z.string(), lastSeen: z.string(), resolvedAt: z.string().nullable() });
const waiver = z.object({
  by: z.string(),
  reason: z.string(),
  at: z.string(),
  until: z.string().nullable(),
  revokedAt: z.string().nullable(),
  revokedBy: z.string().nullable(),
});

export const historySchema = discrepancySchema
  .extend({
    units: z.array(z.string()).readonly().describe('All units it is about.'),
    lives: z.array(life).describe('Latest first.'),
    waivers: z.array(waiver),
  })
  .meta({ id: 'DiscrepancyHistory' });

const waiveBody = z.strictObject({
  reason: z.string().trim().min(1).max(2_000),
  until: givenDay
    .nullable()
    .default(null)
    .describe(
      'Last day in Vietnam, YYYY-MM-DD or as it is shown (31/12/2026); null = until it is taken back.',
    ),
});

export function discrepancyRoutes(app: App, context: ServerContext): void {
  const { store } = context;
  const params = z.object({ fingerprint: z.string().max(200) });
  const known = async (fingerprint: string, own?: string) =>
    told(
      await foundFinding(store, fingerprint, context.now().toISOString(), own),
      context.configuration().city.levelNames,
    );

  app.get(
    '/discrepancies/:fingerprint',
    operation('read-slice', 'discrepancies', 'readDiscrepancy', {
      summary: 'A discrepancy with all it has been through',
      params,
      response: { 200: historySchema },
    }),
    request => known(request.params.fingerprint, ownUnit(callerOf(request))),
  );

  app.post(
    '/discrepancies/:fingerprint/waiver',
    operation('waive', 'discrepancies', 'waiveDiscrepancy', {
      summary: 'Set a discrepancy aside, from the next run on',
      params,
      body: waiveBody,
      response: { 200: historySchema },
    }),
    async request => {
      const { fingerprint } = request.params;
      await known(fingerprint);
      await waive(askingOf(request, context), { fingerprint }, request.body);
      return known(fingerprint);
    },
  );

  app.post(
    '/discrepancies/:fingerprint/task',
    operation('make-task', 'tasks', 'makeTask', {
      summary: 'Make a task of an open discrepancy; runs close it like those they make themselves',
      params,
      body: z.strictObject({
        due: givenDay
          .optional()
          .describe('Last day, YYYY-MM-DD or as it is shown (31/12/2026); by default by severity.'),
      }),
      response: { 200: z.object({ key: z.string() }) },
    }),
    async request => {
      const { due } = request.body;
      const { fingerprint } = request.params;
      await known(fingerprint);
      return { key: await makeTask(askingOf(request, context), fingerprint, due) };
    },
  );

  app.delete(
    '/discrepancies/:fingerprint/waiver',
    operation('revoke-waiver', 'discrepancies', 'unwaiveDiscrepancy', {
      summary: 'Count a discrepancy again that was set aside, from the next run on',
      params,
      response: { 200: historySchema },
    }),
    async request => {
      const { fingerprint } = request.params;
      await known(fingerprint);
      if ((await unwaive(askingOf(request, context), { fingerprint })).length === 0)
        throw new Refusal('finding-not-waived', { fingerprint });
      return known(fingerprint);
    },
  );
}

const waiverInForce = z
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
      response: { 200: pageOf(waiverInForce) },
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
