import { z } from 'zod';
import { type JobWish, startJob } from '../../app/jobs/start.ts';
import { listRuns, pageOfRun, type RowOrder, type RunRow, rowOrders } from '../../app/queries/runs.ts';
import { findingStates } from '../../domain/finding.ts';
import type { JobKind } from '../../domain/job.ts';
import { owners, severities } from '../../domain/severity.ts';
import { told } from '../../words/findings.ts';
import type { App } from '../app.ts';
import { askingOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { givenDay, givenMonth } from '../given-day.ts';
import { notConfigured, Problem } from '../problems/problem.ts';
import { rowsOfSlice } from '../slice.ts';
import { foundRun } from './found.ts';
import { started, startedResponse, startHeaders } from './jobs.ts';
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

const code = z.string().trim().min(1).max(100);

const reconcile = z.strictObject({
  kind: z.literal('reconcile'),
  scope: z
    .strictObject({
      full: z.boolean().optional().describe('Read every detail anew, whatever is kept.'),
      fresh: z.boolean().optional().describe('The older name of `full`.').meta({ deprecated: true }),
      acceptShrink: z
        .strictObject({
          systems: z.array(code).min(1).max(50),
          reason: z.string().trim().min(1).max(1_000),
        })
        .optional()
        .describe('Take a much shorter list of these systems for true; in the audit trail with its reason.'),
    })
    .default({}),
});

/** What people may start; applying and rolling back go by their plan. */
const wish = z.discriminatedUnion('kind', [
  reconcile,
  z.strictObject({ kind: z.literal('full-refresh') }).describe('Reconcile, reading everything anew.'),
  z.strictObject({
    kind: z.literal('plan'),
    scope: z.strictObject({ only: z.array(code).min(1).max(5_000).optional() }).default({}),
  }),
  z.strictObject({ kind: z.literal('reminders') }),
  z.strictObject({ kind: z.literal('digest') }),
  z.strictObject({
    kind: z.literal('monthly-report'),
    scope: z
      .strictObject({
        month: givenMonth.optional(),
        asOf: givenDay
          .optional()
          .describe('Figures of that day, where none was read whole in the month; the paper says so.'),
      })
      .default({}),
  }),
  z.strictObject({ kind: z.literal('housekeeping') }),
]);

export function startRunRoutes(app: App, context: ServerContext): void {
  app.post(
    '/runs',
    operation('start-run', 'runs', 'startRun', {
      summary: 'Start a run, or another of the scheduled jobs, now',
      headers: startHeaders,
      body: wish,
      response: startedResponse,
    }),
    async (request, reply) => {
      const asked = jobOf(request.body);
      if (asked.kind === 'reconcile') knowSystems(asked as JobWish<'reconcile'>, context);
      return started(reply, await startJob(askingOf(request, context), context.jobs, asked));
    },
  );
}

function jobOf(body: z.output<typeof wish>): JobWish {
  if (body.kind === 'full-refresh') return { kind: 'reconcile', scope: { full: true } };
  return { kind: body.kind as JobKind, scope: 'scope' in body ? body.scope : {} };
}

function knowSystems(
  { scope: { acceptShrink } }: Pick<JobWish<'reconcile'>, 'scope'>,
  { configuration }: ServerContext,
) {
  const known = new Set(configuration().city.systems.map(({ name }) => name));
  const errors = (acceptShrink?.systems ?? [])
    .map((name, at) => ({
      name,
      path: `/body/scope/acceptShrink/systems/${at}`,
      problem: notConfigured.system,
    }))
    .filter(({ name }) => !known.has(name));
  if (errors.length > 0) throw new Problem('invalid-request', undefined, { errors });
}
