import { z } from 'zod';
import { resendMessage } from '../../app/mail/resend.ts';
import { type LetterStanding, listLetters, outboxState } from '../../app/queries/jobs.ts';
import { given } from '../../domain/given.ts';
import type { App } from '../app.ts';
import { askingOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { operation } from './operation.ts';
import { pageOf, pageOfWhole, pageQuery } from './paging.ts';

const standings = ['waiting', 'sending', 'in-doubt', 'sent', 'dead'] as const satisfies LetterStanding[];

const message = z
  .object({
    id: z.int(),
    kind: z.string(),
    subject: z.string(),
    to: z.string(),
    standing: z.enum(standings).describe('`in-doubt`: it may have arrived or not.'),
    attempts: z.int(),
    queuedAt: z.string(),
    nextTryAt: z.string().nullable(),
    sentAt: z.string().nullable(),
    lastError: z.string().nullable().describe('The last word of the mail server.'),
  })
  .meta({ id: 'Message' });

/** Messages read in one request. */
const most = 10_000;

export function mailRoutes(app: App, context: ServerContext): void {
  const { store } = context;

  app.get(
    '/mail',
    operation('read', 'mail', 'listMail', {
      summary: 'Messages of the outbox, latest first, and how it stands',
      querystring: z.strictObject({ ...pageQuery, state: z.enum(standings).optional() }),
      response: { 200: pageOf(message).extend({ outbox: z.looseObject({}) }) },
    }),
    async ({ query: { limit, cursor, state } }) => {
      const now = context.now().toISOString();
      const letters = await listLetters(store, given({ standing: state }), now, most);
      const outbox = { ...(await outboxState(store, now)) };
      return { ...pageOfWhole(letters, { limit, cursor }, ['mail', state]), outbox };
    },
  );

  app.post(
    '/mail/:id/resend',
    operation('resend-letter', 'mail', 'resendMail', {
      summary: 'Have a message sent again that was given up, or that may have arrived or not',
      params: z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
      response: { 200: z.object({ id: z.int(), before: z.enum(standings), state: z.literal('waiting') }) },
    }),
    async request => {
      const { id } = request.params;
      const before = await resendMessage(askingOf(request, context), id);
      return { id, before, state: 'waiting' as const };
    },
  );
}
