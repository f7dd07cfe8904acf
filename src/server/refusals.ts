import { recordRefused } from '../app/audited.ts';
import type { App } from './app.ts';
import type { ServerContext } from './context.ts';
import { problemOf } from './problems/from-error.ts';
import { originOf } from './sign-in/credentials.ts';

/** Attempts at a change by somebody we know that were not allowed or did not fit; what is malformed is no attempt. */
const told = new Set([403, 409]);

/** Refused changes are in the audit trail as those that were made. */
export function auditRefusals(app: App, context: ServerContext): void {
  app.addHook('onError', async (request, _reply, error) => {
    const { method, principal, routeOptions, url } = request;
    const problem = problemOf(error);
    if (!principal || method === 'GET' || method === 'HEAD' || !told.has(problem.status) || problem.audited)
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
