import { z } from 'zod';
import { accountRoles } from '../../config/sections/server.ts';
import { knownKey, listKeys } from '../../store/keys.ts';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { Problem } from '../problems/problem.ts';
import { endKey, issueKey, KeyNameError } from '../sign-in/api-keys.ts';
import { doingOf } from '../sign-in/credentials.ts';
import { found } from './found.ts';

const key = z
  .object({
    id: z.string(),
    prefix: z.string().describe('Shown first characters, to recognise it by.'),
    name: z.string(),
    role: z.enum(accountRoles),
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
    .regex(/^\P{C}+$/u)
    .describe('Who uses it: author, approver and audit trail go by this name.'),
  role: z.enum(accountRoles),
  expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
});

export function keyRoutes(app: App, context: ServerContext): void {
  const { store } = context;

  app.get(
    '/keys',
    {
      config: { role: 'admin' },
      schema: {
        tags: ['administration'],
        operationId: 'listKeys',
        summary: 'API keys, without their secrets',
        response: { 200: z.object({ items: z.array(key) }) },
      },
    },
    async () => ({ items: await listKeys(store) }),
  );

  app.post(
    '/keys',
    {
      config: { role: 'admin', action: 'create-key' },
      schema: {
        tags: ['administration'],
        operationId: 'createKey',
        summary: 'Make an API key; it is shown this once',
        body: newKey,
        response: {
          201: key.extend({ key: z.string().describe('The key itself. Nobody can show it again.') }),
        },
      },
    },
    async (request, reply) => {
      const { name, role, expiresAt } = request.body;
      const now = context.now();
      const end = expiresAt === null ? null : endOf(expiresAt);
      if (end !== null && end <= now.toISOString()) throw wrong('expiresAt', 'đã qua', 'is in the past');
      const wanted = { name, role, expiresAt: end };
      return reply.code(201).send(await given(issueKey(store, wanted, doingOf(request, context))));
    },
  );

  app.delete(
    '/keys/:id',
    {
      config: { role: 'admin', action: 'revoke-key' },
      schema: {
        tags: ['administration'],
        operationId: 'revokeKey',
        summary: 'Revoke an API key, at once and for good',
        params: z.object({ id: z.string().max(100).describe('Id or prefix.') }),
        response: { 200: key },
      },
    },
    async request => {
      const known = async () =>
        found(await knownKey(store, request.params.id), 'Không có khóa này.', 'There is no such key.');
      if (!(await endKey(store, await known(), doingOf(request, context))))
        throw new Problem('conflict', {
          vi: 'Khóa này đã bị thu hồi trước đó.',
          en: 'The key had been revoked before.',
        });
      return known();
    },
  );
}

/** In UTC the last days of the year 9999, and the first ones of the year 0, are beyond the calendar. */
function endOf(given: string): string {
  const end = new Date(given);
  const year = end.getUTCFullYear();
  if (!(year >= 0 && year <= 9_999))
    throw wrong('expiresAt', 'không phải ngày giờ có thật', 'is no moment of the calendar');
  return end.toISOString();
}

async function given<Key>(key: Promise<Key>): Promise<Key> {
  try {
    return await key;
  } catch (error) {
    if (!(error instanceof KeyNameError)) throw error;
    throw wrong('name', error.message, error.english);
  }
}

function wrong(field: string, vi: string, en: string): Problem {
  return new Problem('invalid-request', undefined, {
    errors: [{ path: `/body/${field}`, problem: { vi, en } }],
  });
}
