import { z } from 'zod';
import { listRuns, pageOfRun, type RowOrder, type RunRow, rowOrders } from '../../app/queries/runs.ts';
import { findingStates } from '../../domain/finding.ts';
import { owners, severities } from '../../domain/severity.ts';
import { told } from '../../words/findings.ts';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { rowsOfSlice } from '../slice.ts';
import { foundRun } from './found.ts';
import { operation } from './operation.ts';
import { cursorOf, emptyPage, pageBehind, pageOf, pageQuery, placeOf, places } from './paging.ts';
import { rowFilterOf, rowFilterQuery } from './row-filter.ts';

const runHead = z.object({
  id: z.string(),
  status: z.enum(['running', 'aborted', 'clean', 'discrepancies', 'partial', 'failed']),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  counts: z
    .object({
      new: z.int(),
      open: z.int(),
      resolved: z.int(),
      waived: z.int(),
      carried: z.int().describe('Found before, not looked at again in this run.'),
      toDo: z.int().describe('Seen in this run, minor or above, not waived.'),
      unchecked: z.int().describe('Of the carried: minor or above, not waived.'),
    })
    .nullable(),
});

const run = runHead
  .omit({ counts: true })
  .extend({
    summary: z.looseObject({}).nullable().describe('As `summary.json`; null until the run has ended.'),
    statistics: z.looseObject({}).nullable().describe('Levels by system and tier.'),
  })
  .meta({ id: 'Run' });

const plainValue = z.union([z.string(), z.number()]).nullable();

export const discrepancySchema = z
  .object({
    fingerprint: z.string(),
    rule: z.string().describe('Of this version or of an earlier one.'),
    severity: z.enum(severities),
    owner: z.enum(owners),
    procedure: z.string().nullable(),
    agency: z.string().nullable(),
    system: z.string().nullable(),
    key: z.string().nullable().describe('Case, tier or remote code.'),
    expected: plainValue,
    actual: plainValue,
    message: z.string(),
    state: z.enum(findingStates),
    firstSeen: z.string(),
    lastSeen: z.string(),
    resolvedAt: z.string().nullable(),
    evidence: z.record(z.string(), z.unknown()),
    waiver: z
      .object({ by: z.string(), reason: z.string(), until: z.string().nullable(), at: z.string() })
      .nullable(),
  })
  .meta({ id: 'Discrepancy' });

const orders = Object.keys(rowOrders) as RowOrder[];

const rowsQuery = z.strictObject({
  ...pageQuery,
  ...rowFilterQuery,
  sort: z
    .enum(orders.flatMap(order => [order, `-${order}` as const]))
    .optional()
    .describe('With "-" in front: the other way round. Default: what `report.orderBy` says.'),
});

export function runRoutes(app: App, context: ServerContext): void {
  const { store } = context;
  const params = z.object({
    id: z.string().max(100).describe('Of the run; `latest` = the last that ended.'),
  });

  app.get(
    '/runs',
    operation('read', 'runs', 'listRuns', {
      summary: 'Runs, latest first',
      querystring: z.strictObject(pageQuery),
      response: { 200: pageOf(runHead) },
    }),
    async ({ query }) => {
      const page = await pageBehind(query, 'runs', places.id, (before, limit) =>
        listRuns(store, limit, before),
      );
      return { ...page, items: page.items.map(headOf) };
    },
  );

  app.get(
    '/runs/:id',
    operation('read', 'runs', 'readRun', {
      summary: 'One run with its summary',
      params,
      response: { 200: run },
    }),
    async ({ params: { id } }) => (await foundRun(store, id)) as z.output<typeof run>,
  );

  app.get(
    '/runs/:id/discrepancies',
    operation('read-slice', 'runs', 'listDiscrepancies', {
      summary: 'Discrepancies of a run, in the order of reports unless sorted otherwise',
      params,
      querystring: rowsQuery,
      response: { 200: pageOf(discrepancySchema) },
    }),
    async request => {
      const { levelNames, orderBy = 'severity' } = context.configuration().city;
      const { limit, cursor, sort = orderBy, ...query } = request.query;
      const { id: runId } = await foundRun(store, request.params.id);
      const filter = rowsOfSlice(request, await rowFilterOf(context, query));
      if (!filter) return emptyPage;
      const of = ['discrepancies', runId, sort, filter];
      const order = sort.replace('-', '') as RowOrder;
      const length = rowOrders[order].length;
      const after = placeOf(cursor, of, z.array(z.union([z.string(), z.number()])).length(length));
      const page = { order, descending: sort.startsWith('-'), after, limit };
      const { rows, next } = await pageOfRun(store, runId, filter, page);
      return { items: rows.map(row => told(row, levelNames)), next: next ? cursorOf(next, of) : null };
    },
  );
}

function headOf({ id, status, startedAt, finishedAt, summary }: RunRow): z.output<typeof runHead> {
  return { id, status, startedAt, finishedAt, counts: summary?.counts ?? null };
}
