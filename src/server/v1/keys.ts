import { z } from 'zod';
import { accountRoles } from '../../config/sections/server.ts';
import { knownKey, listKeys } from '../../store/keys.ts';
import { type App, callerOf } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { Problem } from '../problems/problem.ts';
import { createKey, endKey } from '../sign-in/api-keys.ts';
import { originOf } from '../sign-in/credentials.ts';
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
      const end = expiresAt === null ? null : new Date(expiresAt).toISOString();
      if (end !== null && end <= now.toISOString())
        throw new Problem('invalid-request', undefined, {
          errors: [{ path: '/body/expiresAt', problem: { vi: 'đã qua', en: 'is in the past' } }],
        });
      const by = { who: callerOf(request).name, origin: originOf(request), at: now.toISOString() };
      reply.header('cache-control', 'no-store');
      return reply.code(201).send(await createKey(store, { name, role, expiresAt: end }, by));
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
      const by = {
        who: callerOf(request).name,
        origin: originOf(request),
        at: context.now().toISOString(),
      };
      if (!(await endKey(store, await known(), by)))
        throw new Problem('conflict', {
          vi: 'Khóa này đã bị thu hồi trước đó.',
          en: 'The key had been revoked before.',
        });
      return known();
    },
  );
}
