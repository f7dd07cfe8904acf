import type { FastifyRequest } from 'fastify';
import type { ConfiguredAsking } from '../app/context.ts';
import { type AccountRole, type Action, permissions } from '../app/permissions.ts';
import { callerOf } from './app.ts';
import type { ServerContext } from './context.ts';
import { originOf } from './sign-in/credentials.ts';

/** For the `config` of a route that changes something: whoever may do it may call it. */
export function may(action: Action): { role: AccountRole; action: Action } {
  return { role: permissions[action], action };
}

/** What a use case takes, of a request. */
export function askingOf(
  request: Pick<FastifyRequest, 'principal' | 'ip'>,
  { store, configuration, log, now }: ServerContext,
): ConfiguredAsking {
  const { name, identity, role } = callerOf(request);
  return {
    store,
    configuration: configuration(),
    log,
    now,
    actor: { name, identity, role, origin: originOf(request) },
  };
}
