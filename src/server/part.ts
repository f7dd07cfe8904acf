import { setImmediate as letOthers } from 'node:timers/promises';
import type { RouteOptions } from 'fastify';
import type { App } from './app.ts';
import type { ServerContext } from './context.ts';
import type { Access } from './sign-in/guard.ts';

/** What the parts of one server have in common. */
export interface Shared {
  access: Access;
  /** Of all parts, once the server is ready. */
  routes: readonly RouteOptions[];
  /** What is not there yet, where a server has such. */
  rest?: Rest;
}

/** What people and programs come for, loaded for the first of them. */
export interface Rest {
  /** A failure is forgotten after some seconds. */
  load(): Promise<App>;
  failed(): boolean;
  close(): Promise<void>;
}

/**
 * Adds routes to the server, in a scope of its own. Every route says who may call it: `config: may('read')` (or another
 * action of `app/permissions.ts`), or `{ roles: 'public' }`; callers and problem documents are the server's business.
 */
export type ServerPart = (app: App, context: ServerContext, shared: Shared) => void | Promise<void>;

/** Loads one after the other: whoever asks for something else meanwhile, a probe first of all, waits for one of them at most. */
export async function loadEach<Loaded>(loads: readonly (() => Promise<Loaded>)[]): Promise<Loaded[]> {
  const loaded: Loaded[] = [];
  for (const load of loads) {
    loaded.push(await load());
    await letOthers();
  }
  return loaded;
}
