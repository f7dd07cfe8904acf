import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Principal, RouteRoles } from './sign-in/principal.ts';

/** The server with zod schemas for types. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Who may call the route (`may(action)`, or `public`); a route that does not say so is not served, nor what it is loaded with.
     * Where `unit` is among them, the route answers about the caller's own unit only (`ownUnit`).
     */
    roles?: RouteRoles;
    /**
     * A page for people: who has not signed in is sent to `/sign-in` instead of a problem document; `document`, only
     * where a browser asks, and from there back to it.
     */
    page?: boolean | 'document';
    /** Word for the audit trail where a call that would change something is refused: `approve-plan`. */
    action?: string;
  }
  interface FastifyRequest {
    /** Who calls; null on public routes called without credentials. */
    principal: Principal | null;
  }
}

/** Of a route for anybody, and none of the API that is described. */
export const open = { config: { roles: 'public' as const }, schema: { hide: true } };

export function callerOf(request: Pick<FastifyRequest, 'principal'>): Principal {
  if (!request.principal) throw new Error('A route that needs a caller is public.');
  return request.principal;
}
