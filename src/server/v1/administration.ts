import { z } from 'zod';
import { issueKey, revokeKey } from '../../app/access/keys.ts';
import { endSessions, shownSession, shownSessions } from '../../app/access/sessions.ts';
import { verifyAudit } from '../../app/audit/trail.ts';
import { listAudit, listKeys } from '../../app/queries/administration.ts';
import { asText } from '../../domain/language.ts';
import { Refusal } from '../../domain/refusal.ts';
import { accountRoles } from '../../domain/role.ts';
import { endOfDay, writtenDay } from '../../domain/time.ts';
import { wrongField } from '../problems/problem.ts';
import type { Api } from './api.ts';
import { places } from './paging.ts';
import { code, each, maybe, text } from './schemas.ts';

const key = z
  .object({
    id: text,
    prefix: text.describe('Shown first characters, to recognise it by.'),
    name: text,
    role: z.enum(accountRoles),
    unit: maybe.describe('The agency it speaks for; of role `unit` only.'),
    ...each(text, 'createdAt', 'createdBy'),
    ...each(maybe, 'expiresAt', 'lastUsedAt', 'revokedAt', 'revokedBy'),
  })
  .meta({ id: 'ApiKey' });

const newKey = z.strictObject({
  name: z
    .string()
    .trim()
    .normalize('NFC')
    .min(1)
    .max(200)
    .refine(
      name => /^\P{C}+$/u.test(name),
      asText({ vi: 'không được có ký tự điều khiển', en: 'must have no control characters' }),
    )
    .describe('Who uses it: author, approver and audit trail go by this name.'),
  role: z.enum(accountRoles),
  unit: code
    .nullable()
    .default(null)
    .describe('Our code of the agency it speaks for; needed for the role `unit`, for no other.'),
  expiresAt: z
    .union([z.iso.datetime({ offset: true }), z.string().regex(writtenDay)])
    .nullable()
    .default(null)
    .describe('A moment, or a day in Vietnam (YYYY-MM-DD or 31/12/2026): until its end.'),
});

const session = shownSession.meta({ id: 'Session' });
const endedSessions = z.object({ ended: z.array(session) });

const entry = z
  .object({
    id: z.int(),
    ...each(text, 'at', 'action', 'target', 'outcome'),
    who: text.describe('Empty where nobody had signed in.'),
    identity: z.string().optional().describe('Of the account: `key …` or `token …`.'),
    origin: text.describe('Channel and address: `cli`, `api 10.0.0.5`, `schedule` …'),
    ...each(z.unknown(), 'before', 'after'),
  })
  .meta({ id: 'AuditEntry' });

const verdict = z.object({
  entries: z.int().describe('As far as the trail is whole.'),
  broken: z
    .object({ id: z.int(), what: z.enum(['changed', 'removed-before', 'removed-after']) })
    .nullable()
    .describe('The first entry that is not as it was written; null = the trail is whole.'),
  proven: z
    .object({ ...each(text, 'since', 'until'), entries: z.int() })
    .nullable()
    .describe('What heads outside the database bear out, by this process’s own; null = nothing.'),
  heads: z.object({
    ...each(z.int(), 'held', 'altered', 'unknown'),
    contradicted: z
      .object({ at: text, entries: z.int(), what: z.enum(['behind', 'rewritten']) })
      .nullable()
      .describe('The first head the trail is behind, or differs from.'),
  }),
});

/** API keys, browser sessions, the audit trail. */
export function administrationRoutes({ get, longList, post, delete: remove }: Api): void {
  get('/keys', ['read-administration', 'administration', 'listKeys'], {
    summary: 'API keys, without their secrets',
    answer: z.object({ items: z.array(key) }),
    do: async ({ store }) => ({ items: await listKeys(store) }),
  });

  post('/keys', ['create-key', 'administration', 'createKey'], {
    summary: 'Make an API key; it is shown this once',
    body: newKey,
    status: 201,
    answer: key.extend({ key: text.describe('The key itself. Nobody can show it again.') }),
    do({ asking, body: { expiresAt, ...wanted } }) {
      return issueKey(asking, { ...wanted, expiresAt: expiresAt === null ? null : endOf(expiresAt) });
    },
  });

  remove('/keys/:id', ['revoke-key', 'administration', 'revokeKey'], {
    summary: 'Revoke an API key, at once and for good',
    params: { id: z.string().max(100).describe('Id or prefix.') },
    answer: key,
    async do({ asking, params: { id } }) {
      const { key: ended, revoked } = await revokeKey(asking, id);
      if (!revoked) throw new Refusal('key-revoked', { key: ended.prefix });
      return ended;
    },
  });

  get('/sessions', ['read-administration', 'administration', 'listSessions'], {
    summary: 'Browser sessions that hold, latest first',
    answer: z.object({ items: z.array(session) }),
    do: async ({ store, configuration, now }) => ({
      items: await shownSessions(store, configuration.server.oidc, now),
    }),
  });

  remove('/sessions/:id', ['end-session', 'administration', 'endSession'], {
    summary: 'End a browser session at once, with the event streams it listens to',
    params: { id: z.string().max(100) },
    answer: endedSessions,
    async do({ asking, params: { id } }) {
      const ended = await endSessions(asking, [id]);
      if (ended.length === 0) throw new Refusal('session-unknown', { sessions: [id] });
      return { ended };
    },
  });

  remove('/sessions', ['end-session', 'administration', 'endAllSessions'], {
    summary: 'End every browser session, one’s own included',
    answer: endedSessions,
    do: async ({ asking }) => ({ ended: await endSessions(asking, 'all') }),
  });

  longList('/audit', ['read-administration', 'administration', 'listAudit'], {
    summary: 'Who changed what, from where, with what outcome; latest first',
    item: entry,
    place: places.number,
    behind: ({ store }, before, limit) => listAudit(store, limit, before),
  });

  get('/audit/verification', ['read-administration', 'administration', 'verifyAudit'], {
    summary: 'Is the audit trail as it was written?',
    answer: verdict,
    async do({ asking }) {
      const { broken = null, ...rest } = await verifyAudit(asking);
      return { ...rest, broken };
    },
  });
}

/** In UTC the last days of the year 9999, and the first ones of the year 0, are beyond the calendar. */
function endOf(given: string): string {
  const end = new Date(writtenDay.test(given) ? (endOfDay(given) ?? '') : given);
  const year = end.getUTCFullYear();
  if (!(year >= 0 && year <= 9_999))
    throw wrongField('expiresAt', {
      vi: 'không phải ngày giờ có thật',
      en: 'is no moment of the calendar',
    });
  return end.toISOString();
}
