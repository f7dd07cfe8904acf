import { z } from 'zod';
import { resendMessage } from '../../app/mail/resend.ts';
import { type LetterStanding, listLetters, outboxState } from '../../app/queries/jobs.ts';
import { given } from '../../domain/given.ts';
import type { Api } from './api.ts';
import { pageOf, pageOfWhole, pageQuery } from './paging.ts';
import { each, maybe, number, text } from './schemas.ts';

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
