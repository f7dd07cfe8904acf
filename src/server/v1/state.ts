import { z } from 'zod';
import { lastComplete, latestFinished } from '../../app/queries/runs.ts';
import { scheduleEntry, scheduleState } from '../../runtime/schedule.ts';
import type { SnapshotSummary } from '../../snapshot/model.ts';
import type { Api } from './api.ts';
import { each, maybe, text } from './schemas.ts';

const snapshot = z.object({
  ...each(text, 'runId', 'takenAt'),
  status: z.enum(['complete', 'partial', 'unreadable']),
  ...each(z.int(), 'procedures', 'offerings', 'agencies', 'quarantined'),
  error: maybe,
});

const source = z.object({
  ...each(text, 'system', 'role', 'adapter'),
  last: snapshot.nullable().describe('The last reading, whatever became of it.'),
  lastComplete: snapshot.nullable(),
});

/** What runs by itself, and what it runs on. */
export function stateRoutes({ get }: Api): void {
  get('/schedule', ['read', 'state', 'readSchedule'], {
    summary: 'Scheduled jobs: last, next, outcome',
    answer: z.object({ items: z.array(scheduleEntry) }),
    do: async ({ store, configuration, context }) => ({
      items: await scheduleState(store, configuration.schedule, context.now()),
    }),
  });

  get('/sources', ['read', 'state', 'readSources'], {
    summary: 'The systems with their last readings',
    answer: z.object({ items: z.array(source) }),
    async do({ store, configuration }) {
      const items: z.output<typeof source>[] = [];
      for (const { profile, adapter } of configuration.systems) {
        const { name, role } = profile;
        const last = shown(await latestFinished<SnapshotSummary>(store, name));
        const whole = shown(await lastComplete(store, profile));
        items.push({ system: name, role, adapter: adapter.name, last, lastComplete: whole });
      }
      return { items };
    },
  });
}

function shown(
  row: Awaited<ReturnType<typeof latestFinished<SnapshotSummary>>>,
): z.output<typeof snapshot> | null {
  return row?.summary ? { ...row.summary, runId: row.runId } : null;
}
