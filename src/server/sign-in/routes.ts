import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { sessionHours, signIn, signOut } from '../../app/access/sessions.ts';
import { type App, open } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { acceptForms } from '../page/form.ts';
import type { Shared } from '../part.ts';
import { Problem, type ProblemKind } from '../problems/problem.ts';
import { addressOf } from './address.ts';
import { sessionCookie } from './cookie.ts';
import { CredentialRefused, type Recognised } from './credentials.ts';
import { type Access, requireOwnPage } from './guard.ts';

/** Where to go afterwards; only an address of this service. */
export const nextAddress = z
  .string()
  .max(2_000)
  .regex(/^\/(?![/\\])[\x21-\x7e]*$/)
  .optional()
  .catch(undefined);

const form = z.strictObject({ credential: z.string().trim().min(1).max(8_192), next: nextAddress });

/** For people with a browser: a key or a token becomes a session cookie. The form itself is a page. */
export function signInRoutes(app: App, context: ServerContext, { access }: Shared): void {
  acceptForms(app);

  app.post(
    '/sign-in',
    { config: { roles: 'public' }, schema: { hide: true, body: form } },
    async (request, reply) => {
      requireOwnPage(request);
      const { credential, next } = request.body;
      let recognised: Recognised;
      try {
        recognised = await access.recognition.ofSecret(credential);
        if (context.draining()) throw new Problem('unavailable');
      } catch (error) {
        const kind = await refusalOf(error, request, access);
        return reply.redirect(
          `/sign-in?${new URLSearchParams({ problem: kind, ...(next && { next }) })}`,
          303,
        );
      }
      const value = await begin(context, request, recognised);
      const { name, options } = sessionCookie(request, context);
      return reply
        .setCookie(name, value, { ...options, maxAge: sessionHours * 3_600 })
        .redirect(next ?? '/', 303);
    },
  );

  app.post('/sign-out', open, async (request, reply) => {
    requireOwnPage(request);
    const { name, options } = sessionCookie(request, context);
    const value = request.cookies[name];
    if (value !== undefined) await signOut({ ...context, origin: pageOrigin(request) }, value);
    return reply.clearCookie(name, options).redirect('/sign-in', 303);
  });
}

function begin(
  { store, now }: ServerContext,
  request: FastifyRequest,
  { principal, expiresAt }: Recognised,
): Promise<string> {
  const { name, identity, issuer, role, unit = null, via, keyId = null, grant = null } = principal;
  const account = { name, identity, issuer, role, unit, keyId, grant };
  return signIn({ store, now, origin: pageOrigin(request) }, { account, via, expiresAt });
}

function pageOrigin(request: FastifyRequest): string {
  return `page ${addressOf(request)}`;
}

/** What the form is told; the rest goes on to the problem document. */
async function refusalOf(error: unknown, request: FastifyRequest, { failed }: Access): Promise<ProblemKind> {
  if (!(error instanceof Problem)) throw error;
  if (error instanceof CredentialRefused) await failed(request, error);
  return error.kind;
}
