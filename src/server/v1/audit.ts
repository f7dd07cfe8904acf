import { z } from 'zod';
import { listAudit, verifyTrail } from '../../store/audit.ts';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { pageFrom, pageOf, pageQuery, placeOf } from './paging.ts';

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
});

export function auditRoutes(app: App, { store }: ServerContext): void {
  app.get(
    '/audit',
    {
      config: { role: 'admin' },
      schema: {
        tags: ['administration'],
        operationId: 'listAudit',
        summary: 'Who changed what, from where, with what outcome; latest first',
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(entry) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const rows = await listAudit(store, limit + 1, placeOf(cursor, 'audit', z.int().positive()));
      return pageFrom(rows, limit, ({ id }) => id, 'audit');
    },
  );

  app.get(
    '/audit/verification',
    {
      config: { role: 'admin' },
      schema: {
        tags: ['administration'],
        operationId: 'verifyAudit',
        summary: 'Is the audit trail as it was written?',
        response: { 200: verdict },
      },
    },
    async () => {
      const { entries, broken } = await verifyTrail(store);
      return { entries, broken: broken ?? null };
    },
  );
}
