import { z } from 'zod';
import { lastComplete, latestFinished } from '../../app/queries/runs.ts';
import { jobStates, scheduledJobs } from '../../domain/job.ts';
import { scheduleState } from '../../runtime/schedule.ts';
import type { SnapshotSummary } from '../../snapshot/model.ts';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { operation } from './operation.ts';

const scheduleEntry = z.object({
  job: z.enum(scheduledJobs),
  at: z.string().nullable().describe('Cron expression, hours of Vietnam; null = not by schedule.'),
  missed: z.enum(['once', 'skip']),
  jitterSeconds: z.number(),
  lastDue: z.string().nullable(),
  lastOutcome: z
    .object({
      state: z.enum([...jobStates, 'skipped']),
      message: z.string().nullable(),
      jobId: z.string().nullable(),
      finishedAt: z.string().nullable(),
    })
    .nullable(),
  nextDue: z.string().nullable(),
});

const snapshot = z.object({
  runId: z.string(),
  takenAt: z.string(),
  status: z.enum(['complete', 'partial', 'unreadable']),
  procedures: z.int(),
  offerings: z.int(),
  agencies: z.int(),
  quarantined: z.int(),
  error: z.string().nullable(),
});

const source = z.object({
  system: z.string(),
  role: z.string(),
  adapter: z.string(),
  last: snapshot.nullable().describe('The last reading, whatever became of it.'),
  lastComplete: snapshot.nullable(),
});

/** What runs by itself, and what it runs on. */
export function stateRoutes(app: App, context: ServerContext): void {
  app.get(
    '/schedule',
    operation('read', 'state', 'readSchedule', {
      summary: 'Scheduled jobs: last, next, outcome',
      response: { 200: z.object({ items: z.array(scheduleEntry) }) },
    }),
    async () => ({
      items: await scheduleState(context.store, context.configuration().schedule, context.now()),
    }),
  );

  app.get(
    '/sources',
    operation('read', 'state', 'readSources', {
      summary: 'The systems with their last readings',
      response: { 200: z.object({ items: z.array(source) }) },
    }),
    async () => {
      const items: z.output<typeof source>[] = [];
      for (const { profile, adapter } of context.configuration().systems) {
        const { name, role } = profile;
        const last = shown(await latestFinished<SnapshotSummary>(context.store, name));
        const whole = shown(await lastComplete(context.store, profile));
        items.push({ system: name, role, adapter: adapter.name, last, lastComplete: whole });
      }
      return { items };
    },
  );
}

function shown(
  row: Awaited<ReturnType<typeof latestFinished<SnapshotSummary>>>,
): z.output<typeof snapshot> | null {
  return row?.summary ? { ...row.summary, runId: row.runId } : null;
}
