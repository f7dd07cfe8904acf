import { z } from 'zod';
import { verifyAudit } from '../../app/audit/verify.ts';
import { listAudit } from '../../app/queries/administration.ts';
import type { App } from '../app.ts';
import { askingOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { operation } from './operation.ts';
import { pageBehind, pageOf, pageQuery, places } from './paging.ts';

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
