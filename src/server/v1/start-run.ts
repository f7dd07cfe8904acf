import { z } from 'zod';
import { type JobWish, startJob } from '../../app/jobs/start.ts';
import type { JobKind } from '../../domain/job.ts';
import type { App } from '../app.ts';
import { askingOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { givenDay, givenMonth } from '../given-day.ts';
import { notConfigured, Problem } from '../problems/problem.ts';
import { started, startedResponse, startHeaders } from './jobs.ts';
import { operation } from './operation.ts';

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
