import { z } from 'zod';
import { issueKey } from '../../app/access/issue-key.ts';
import { revokeKey } from '../../app/access/revoke-key.ts';
import { endSessions, shownSessions } from '../../app/access/sessions.ts';
import { verifyAudit } from '../../app/audit/verify.ts';
import { listAudit, listKeys } from '../../app/queries/administration.ts';
import { asText } from '../../domain/language.ts';
import { Refusal } from '../../domain/refusal.ts';
import { accountRoles } from '../../domain/role.ts';
import { endOfDay, writtenDay } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { askingOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { wrongField } from '../problems/problem.ts';
import { operation } from './operation.ts';
import { pageBehind, pageOf, pageQuery, places } from './paging.ts';

const key = z
  .object({
    id: z.string(),
    prefix: z.string().describe('Shown first characters, to recognise it by.'),
    name: z.string(),
    role: z.enum(accountRoles),
    unit: z.string().nullable().describe('The agency it speaks for; of role `unit` only.'),
    createdAt: z.string(),
    createdBy: z.string(),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
    revokedBy: z.string().nullable(),
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
  unit: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .nullable()
    .default(null)
    .describe('Our code of the agency it speaks for; needed for the role `unit`, for no other.'),
  expiresAt: z
    .union([z.iso.datetime({ offset: true }), z.string().regex(writtenDay)])
    .nullable()
    .default(null)
    .describe('A moment, or a day in Vietnam (YYYY-MM-DD or 31/12/2026): until its end.'),
});

export function keyRoutes(app: App, context: ServerContext): void {
  const { store } = context;

  app.get(
    '/keys',
    operation('read-administration', 'administration', 'listKeys', {
      summary: 'API keys, without their secrets',
      response: { 200: z.object({ items: z.array(key) }) },
    }),
    async () => ({ items: await listKeys(store) }),
  );

  app.post(
    '/keys',
    operation('create-key', 'administration', 'createKey', {
      summary: 'Make an API key; it is shown this once',
      body: newKey,
      response: {
        201: key.extend({ key: z.string().describe('The key itself. Nobody can show it again.') }),
      },
    }),
    async (request, reply) => {
      const { name, role, unit, expiresAt } = request.body;
      const wanted = { name, role, unit, expiresAt: expiresAt === null ? null : endOf(expiresAt) };
      return reply.code(201).send(await issueKey(askingOf(request, context), wanted));
    },
  );

  app.delete(
    '/keys/:id',
    operation('revoke-key', 'administration', 'revokeKey', {
      summary: 'Revoke an API key, at once and for good',
      params: z.object({ id: z.string().max(100).describe('Id or prefix.') }),
      response: { 200: key },
    }),
    async request => {
      const { key: ended, revoked } = await revokeKey(askingOf(request, context), request.params.id);
      if (!revoked) throw new Refusal('key-revoked', { key: ended.prefix });
      return ended;
    },
  );
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

const session = z
  .object({
    id: z.string(),
    account: z.string(),
    role: z.enum(accountRoles),
    issuer: z.string().describe('Who vouched for it: `key abcd1234`, or the address of the token’s issuer.'),
    since: z.string(),
    until: z.string(),
  })
  .meta({ id: 'Session' });

export function sessionRoutes(app: App, context: ServerContext): void {
  const { store } = context;
  const oidc = () => context.configuration().server.oidc;

  app.get(
    '/sessions',
    operation('read-administration', 'administration', 'listSessions', {
      summary: 'Browser sessions that hold, latest first',
      response: { 200: z.object({ items: z.array(session) }) },
    }),
    async () => ({ items: await shownSessions(store, oidc(), context.now().toISOString()) }),
  );

  app.delete(
    '/sessions/:id',
    operation('end-session', 'administration', 'endSession', {
      summary: 'End a browser session at once, with the event streams it listens to',
      params: z.object({ id: z.string().max(100) }),
      response: { 200: z.object({ ended: z.array(session) }) },
    }),
    async request => {
      const ended = await endSessions(askingOf(request, context), [request.params.id]);
      if (ended.length === 0) throw new Refusal('session-unknown', { sessions: [request.params.id] });
      return { ended };
    },
  );

  app.delete(
    '/sessions',
    operation('end-session', 'administration', 'endAllSessions', {
      summary: 'End every browser session, one’s own included',
      response: { 200: z.object({ ended: z.array(session) }) },
    }),
    async request => ({ ended: await endSessions(askingOf(request, context), 'all') }),
  );
}

const entry = z
  .object({
    id: z.int(),
    at: z.string(),
    who: z.string().describe('Empty where nobody had signed in.'),
    identity: z.string().optional().describe('Of the account: `key …` or `token …`.'),
    origin: z.string().describe('Channel and address: `cli`, `api 10.0.0.5`, `schedule` …'),
    action: z.string(),
    target: z.string(),
    before: z.unknown(),
    after: z.unknown(),
    outcome: z.string(),
  })
  .meta({ id: 'AuditEntry' });

const verdict = z.object({
  entries: z.int().describe('As far as the trail is whole.'),
  broken: z
    .object({
      id: z.int(),
      what: z.enum(['changed', 'removed-before', 'removed-after']),
    })
    .nullable()
    .describe('The first entry that is not as it was written; null = the trail is whole.'),
  proven: z
    .object({ since: z.string(), until: z.string(), entries: z.int() })
    .nullable()
    .describe('What heads outside the database bear out, by this process’s own; null = nothing.'),
  heads: z.object({
    held: z.int(),
    contradicted: z
      .object({ at: z.string(), entries: z.int(), what: z.enum(['behind', 'rewritten']) })
      .nullable()
      .describe('The first head the trail is behind, or differs from.'),
    altered: z.int(),
    unknown: z.int(),
  }),
});

export function auditRoutes(app: App, context: ServerContext): void {
  app.get(
    '/audit',
    operation('read-administration', 'administration', 'listAudit', {
      summary: 'Who changed what, from where, with what outcome; latest first',
      querystring: z.strictObject(pageQuery),
      response: { 200: pageOf(entry) },
    }),
    ({ query }) =>
      pageBehind(query, 'audit', places.number, (before, limit) => listAudit(context.store, limit, before)),
  );

  app.get(
    '/audit/verification',
    operation('read-administration', 'administration', 'verifyAudit', {
      summary: 'Is the audit trail as it was written?',
      response: { 200: verdict },
    }),
    async request => {
      const { broken = null, ...verdict } = await verifyAudit(askingOf(request, context));
      return { ...verdict, broken };
    },
  );
}
