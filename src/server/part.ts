import type { RouteOptions } from 'fastify';
import type { App } from './app.ts';
import type { ServerContext } from './context.ts';
import type { Access } from './sign-in/guard.ts';

/** What the parts of one server have in common. */
export interface Shared {
  access: Access;
  /** Of all parts, once the server is ready. */
  routes: readonly RouteOptions[];
}

/**
 * Adds routes to the server, in a scope of its own. Every route says who may call it: `config: may('read')` (or another
 * action of `app/permissions.ts`), or `{ roles: 'public' }`; callers and problem documents are the server's business.
 */
export type ServerPart = (app: App, context: ServerContext, shared: Shared) => void | Promise<void>;
