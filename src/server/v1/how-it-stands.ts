import { z } from 'zod';
import { resendMessage } from '../../app/mail/resend.ts';
import { type LetterStanding, listLetters, outboxState } from '../../app/queries/jobs.ts';
import { lastComplete, latestFinished } from '../../app/queries/runs.ts';
import { given } from '../../domain/given.ts';
import { scheduleEntry, scheduleState } from '../../runtime/schedule.ts';
import type { SnapshotSummary } from '../../snapshot/model.ts';
import type { Api } from './api.ts';
import { pageOf, pageOfWhole, pageQuery } from './paging.ts';
import { each, maybe, number, text } from './schemas.ts';

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

const standings = ['waiting', 'sending', 'in-doubt', 'sent', 'dead'] as const satisfies LetterStanding[];

const message = z
  .object({
    ...each(z.int(), 'id', 'attempts'),
    ...each(text, 'kind', 'subject', 'to', 'queuedAt'),
    standing: z.enum(standings).describe('`in-doubt`: it may have arrived or not.'),
    ...each(maybe, 'nextTryAt', 'sentAt'),
    lastError: maybe.describe('The last word of the mail server.'),
  })
  .meta({ id: 'Message' });

/** Messages read in one request. */
const most = 10_000;

export function mailRoutes({ get, post }: Api): void {
  get('/mail', ['read', 'mail', 'listMail'], {
    summary: 'Messages of the outbox, latest first, and how it stands',
    query: { ...pageQuery, state: z.enum(standings).optional() },
    answer: pageOf(message).extend({ outbox: z.looseObject({}) }),
    async do({ store, now, query: { state, ...page } }) {
      const letters = await listLetters(store, given({ standing: state }), now, most);
      const outbox = { ...(await outboxState(store, now)) };
      return { ...pageOfWhole(letters, page, ['mail', state]), outbox };
    },
  });

  post('/mail/:id/resend', ['resend-letter', 'mail', 'resendMail'], {
    summary: 'Have a message sent again that was given up, or that may have arrived or not',
    params: { id: number.max(Number.MAX_SAFE_INTEGER) },
    answer: z.object({ id: z.int(), before: z.enum(standings), state: z.literal('waiting') }),
    do: async ({ asking, params: { id } }) => ({
      ...{ id, before: await resendMessage(asking, id), state: 'waiting' as const },
    }),
  });
}
