import type { FastifyReply, FastifyRequest } from 'fastify';
import { ownUnit, type RemoteAsking } from '../app/context.ts';
import { type Action, permissions } from '../app/permissions.ts';
import type { Configuration } from '../config/configuration.ts';
import type { City } from '../domain/city.ts';
import { callerOf } from './app.ts';
import type { ServerContext } from './context.ts';
import { originOf } from './sign-in/credentials.ts';
import type { Principal } from './sign-in/principal.ts';

/** For the `config` of a route: whoever may do it may call it. */
export function may<Of extends Action>(action: Of): { roles: (typeof permissions)[Of]; action: Of } {
  return { roles: permissions[action], action };
}

/** What somebody asks for, of a route or of a page. */
export interface Call {
  context: ServerContext;
  configuration: Configuration;
  city: City;
  store: ServerContext['store'];
  caller: Principal;
  /** The one unit the caller may see; undefined where there is no such limit. */
  own: string | undefined;
  /** What a use case takes. */
  asking: RemoteAsking;
  /** ISO 8601, UTC. */
  now: string;
  /** Aborted once nobody waits for the answer: it has been given, or whoever asked has left. */
  gone: AbortSignal;
}

export function callOf(
  request: Pick<FastifyRequest, 'principal' | 'ip' | 'headers'>,
  { raw }: Pick<FastifyReply, 'raw'>,
  context: ServerContext,
): Call {
  const { store, log, now } = context;
  const configuration = context.configuration();
  const caller = callerOf(request);
  const { name, identity, role, unit } = caller;
  const key = request.headers['idempotency-key'];
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  if (raw.destroyed) gone.abort();
  return {
    ...{ context, configuration, city: configuration.city, store, caller, own: ownUnit(caller) },
    asking: {
      ...{ store, configuration, log, now, actor: { name, identity, role, unit, origin: originOf(request) } },
      ...(typeof key === 'string' && { key }),
    },
    now: now().toISOString(),
    gone: gone.signal,
  };
}

/** The same for a child that does it. */
export function handedOn({ actor, now, key }: RemoteAsking) {
  return { actor, at: now().toISOString(), ...(key !== undefined && { key }) };
}
