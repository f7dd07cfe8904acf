import { recordRefused } from '../app/audited.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { App } from './app.ts';
import type { ServerContext } from './context.ts';
import { problemOf } from './problems/from-error.ts';
import { originOf } from './sign-in/credentials.ts';

/**
 * Attempts at a change by somebody we know that never came to the use case, since his role does not allow the route or the
 * request came from another site's page. What a use case refuses it writes down itself, if that is one (`asked`).
 */
export function auditRefusals(app: App, context: ServerContext): void {
  app.addHook('onError', async (request, _reply, error) => {
    const { method, principal, routeOptions, url } = request;
    const problem = problemOf(error);
    if (!principal || method === 'GET' || method === 'HEAD' || problem.status !== 403 || isRefusal(error))
      return;
    await recordRefused(context.store, {
      at: context.now().toISOString(),
      who: principal.name,
      identity: principal.identity,
      origin: originOf(request),
      action: routeOptions.config.action ?? `${method} ${routeOptions.url ?? ''}`,
      target: url.split('?', 1)[0]!.slice(0, 500),
      why: problem.kind,
    });
  });
}
