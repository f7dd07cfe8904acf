import { z } from 'zod';
import { endSessions, shownSessions } from '../../app/access/sessions.ts';
import { Refusal } from '../../domain/refusal.ts';
import { accountRoles } from '../../domain/role.ts';
import type { App } from '../app.ts';
import { askingOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { operation } from './operation.ts';

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
