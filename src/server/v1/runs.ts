import { z } from 'zod';
import { type JobWish, startJob } from '../../app/jobs/start.ts';
import { listRuns, pageOfRun, type RowOrder, rowOrders } from '../../app/queries/runs.ts';
import type { City } from '../../domain/city.ts';
import type { JobKind } from '../../domain/job.ts';
import { told } from '../../words/findings.ts';
import { givenDay, givenMonth } from '../given-day.ts';
import { notConfigured, wrongParts } from '../problems/problem.ts';
import { rowsOfSlice } from '../slice.ts';
import type { Api } from './api.ts';
import { foundRun } from './found.ts';
import { cursorOf, emptyPage, pageOf, pageQuery, placeOf, places } from './paging.ts';
import { rowFilterOf, rowFilterQuery } from './row-filter.ts';
import { code, discrepancySchema, each, maybe, text } from './schemas.ts';

const runHead = z.object({
  ...each(text, 'id', 'startedAt'),
  status: z.enum(['running', 'aborted', 'clean', 'discrepancies', 'partial', 'failed']),
  finishedAt: maybe,
  counts: z
    .object({
      ...each(z.int(), 'new', 'open', 'resolved', 'waived'),
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

const params = { id: z.string().max(100).describe('Of the run; `latest` = the last that ended.') };
const orders = Object.keys(rowOrders) as RowOrder[];

export function runRoutes({ longList, get }: Api): void {
  longList('/runs', ['read', 'runs', 'listRuns'], {
    summary: 'Runs, latest first',
    item: runHead,
    place: places.id,
    behind: ({ store }, before, limit) => listRuns(store, limit, before),
    show: ({ summary, ...row }) => ({ ...row, counts: summary?.counts ?? null }),
  });

  get('/runs/:id', ['read', 'runs', 'readRun'], {
    summary: 'One run with its summary',
    params,
    answer: run,
    do: async ({ store, params: { id } }) => (await foundRun(store, id)) as z.output<typeof run>,
  });

  get('/runs/:id/discrepancies', ['read-slice', 'runs', 'listDiscrepancies'], {
    summary: 'Discrepancies of a run, in the order of reports unless sorted otherwise',
    params,
    query: {
      ...{ ...pageQuery, ...rowFilterQuery },
      sort: z
        .enum(orders.flatMap(order => [order, `-${order}` as const]))
        .optional()
        .describe('With "-" in front: the other way round. Default: what `report.orderBy` says.'),
    },
    answer: pageOf(discrepancySchema),
    async do(call) {
      const { context, store, city } = call;
      const { levelNames, orderBy = 'severity' } = city;
      const { limit, cursor, sort = orderBy, ...query } = call.query;
      const { id: runId } = await foundRun(store, call.params.id);
      const filter = rowsOfSlice(call, await rowFilterOf(context, query));
      if (!filter) return emptyPage;
      const of = ['discrepancies', runId, sort, filter];
      const order = sort.replace('-', '') as RowOrder;
      const length = rowOrders[order].length;
      const after = placeOf(cursor, of, z.array(z.union([z.string(), z.number()])).length(length));
      const page = { order, descending: sort.startsWith('-'), after, limit };
      const { rows, next } = await pageOfRun(store, runId, filter, page);
      return { items: rows.map(row => told(row, levelNames)), next: next ? cursorOf(next, of) : null };
    },
  });
}

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

export function startRunRoutes({ start }: Api): void {
  start('/runs', ['start-run', 'runs', 'startRun'], {
    summary: 'Start a run, or another of the scheduled jobs, now',
    body: wish,
    async job({ asking, context, city, body }) {
      if (body.kind === 'reconcile') knowSystems(body.scope, city);
      return startJob(asking, context.jobs, jobOf(body));
    },
  });
}

function jobOf(body: z.output<typeof wish>): JobWish {
  if (body.kind === 'full-refresh') return { kind: 'reconcile', scope: { full: true } };
  return { kind: body.kind as JobKind, scope: 'scope' in body ? body.scope : {} };
}

function knowSystems({ acceptShrink }: z.output<typeof reconcile>['scope'], { systems }: City): void {
  const errors = (acceptShrink?.systems ?? []).flatMap((given, at) =>
    systems.some(({ name }) => name === given)
      ? []
      : [{ path: `/body/scope/acceptShrink/systems/${at}`, problem: notConfigured.system }],
  );
  if (errors.length > 0) throw wrongParts(...errors);
}
