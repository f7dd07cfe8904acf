import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ConfiguredAsking } from '../app/context.ts';
import { type Action, permissions } from '../app/permissions.ts';
import { callerOf } from './app.ts';
import type { ServerContext } from './context.ts';
import { originOf } from './sign-in/credentials.ts';

/** For the `config` of a route: whoever may do it may call it. */
export function may<Of extends Action>(action: Of): { roles: (typeof permissions)[Of]; action: Of } {
  return { roles: permissions[action], action };
}

/** What a use case takes, of a request. */
export function askingOf(
  request: Pick<FastifyRequest, 'principal' | 'ip' | 'headers'>,
  { store, configuration, log, now }: ServerContext,
): ConfiguredAsking {
  const { name, identity, role, unit } = callerOf(request);
  const key = request.headers['idempotency-key'];
  return {
    store,
    configuration: configuration(),
    log,
    now,
    actor: { name, identity, role, unit, origin: originOf(request) },
    ...(typeof key === 'string' && { key }),
  };
}

/** The same for a child that does it. */
export function handedOn({ actor, now, key }: ConfiguredAsking) {
  return { actor, at: now().toISOString(), ...(key !== undefined && { key }) };
}

/** Aborted once nobody waits for this answer: it has been given, or whoever asked has left. */
export function goneOf({ raw }: Pick<FastifyReply, 'raw'>): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  if (raw.destroyed) gone.abort();
  return gone.signal;
}
