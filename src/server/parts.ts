import type { App } from './app.ts';
import type { ServerContext } from './context.ts';
import { healthRoutes } from './health/routes.ts';
import { metricsRoutes } from './metrics/routes.ts';
import { pageRoutes } from './page/routes.ts';
import { v1 } from './v1/index.ts';

/**
 * Adds routes to the server. Every route says who may call it: `config: may('read')` (or another action of
 * `app/permissions.ts`), or `{ roles: 'public' }`; callers and problem documents are the server's business.
 */
export type ServerPart = (app: App, context: ServerContext) => void | Promise<void>;

/** In the order in which they are added, each in a scope of its own. */
export const parts: readonly ServerPart[] = [v1, healthRoutes, metricsRoutes, pageRoutes];
