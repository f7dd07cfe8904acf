import { randomBytes } from 'node:crypto';
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { record } from '../../store/audit.ts';
import type { Store } from '../../store/contract.ts';
import { inTransaction } from '../../store/open.ts';
import { closeSession, findSession, openSession } from '../../store/sessions.ts';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { Problem, type ProblemKind } from '../problems/problem.ts';
import { secretHash } from './api-keys.ts';
import { CredentialRefused, type Recognised, type Recognition } from './credentials.ts';
import { type NoteFailure, requireOwnPage, sessionCookie } from './guard.ts';
import { isLoopback } from './oidc.ts';

/** A working day; whoever comes back the next one signs in again. */
const sessionHours = 12;

const form = z.strictObject({
  credential: z.string().trim().min(1).max(8_192),
  /** Where to go afterwards; only an address of this service. */
  next: z
    .string()
    .max(2_000)
    .regex(/^\/(?![/\\])[\x21-\x7e]*$/)
    .optional()
    .catch(undefined),
});

/** For people with a browser: a key or a token becomes a session cookie. The form itself is a page. */
export function signInRoutes(
  app: App,
  context: ServerContext,
  recognition: Recognition,
  failed: NoteFailure,
): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    },
  );

  app.post(
    '/sign-in',
    { config: { role: 'public' }, schema: { hide: true, body: form } },
    async (request, reply) => {
      requireOwnPage(request);
      const { credential, next } = request.body;
      let recognised: Recognised;
      try {
        recognised = await recognition.ofSecret(credential);
        if (context.draining()) throw new Problem('unavailable');
      } catch (error) {
        const kind = await refusalOf(error, request, failed);
        return reply.redirect(
          `/sign-in?${new URLSearchParams({ problem: kind, ...(next && { next }) })}`,
          303,
        );
      }
      const value = await begin(context, request, recognised);
      return reply
        .setCookie(sessionCookie, value, { ...cookieOptions(request), maxAge: sessionHours * 3_600 })
        .redirect(next ?? '/', 303);
    },
  );

  app.post('/sign-out', { config: { role: 'public' }, schema: { hide: true } }, async (request, reply) => {
    requireOwnPage(request);
    await end(context, request);
    return goodbye(request, reply);
  });
}

async function begin(
  { store, now }: ServerContext,
  request: FastifyRequest,
  { principal, expiresAt }: Recognised,
): Promise<string> {
  const value = randomBytes(32).toString('base64url');
  const at = now();
  const longest = new Date(at.getTime() + sessionHours * 3_600_000).toISOString();
  await inTransaction(store, async inner => {
    await openSession(inner, secretHash(value), {
      name: principal.name,
      role: principal.role,
      createdAt: at.toISOString(),
      expiresAt: expiresAt !== null && expiresAt < longest ? expiresAt : longest,
      keyId: principal.keyId ?? null,
    });
    await note(inner, request, at, principal.name, 'sign-in', principal.via);
  });
  return value;
}

async function end({ store, now }: ServerContext, request: FastifyRequest): Promise<void> {
  const value = request.cookies[sessionCookie];
  if (value === undefined) return;
  const at = now();
  const hash = secretHash(value);
  await inTransaction(store, async inner => {
    const session = await findSession(inner, hash, at.toISOString());
    await closeSession(inner, hash);
    if (session) await note(inner, request, at, session.name, 'sign-out', 'session');
  });
}

function note(
  store: Store,
  request: FastifyRequest,
  at: Date,
  who: string,
  action: string,
  target: string,
): Promise<void> {
  const origin = `page ${request.ip}`;
  return record(store, {
    at: at.toISOString(),
    who,
    origin,
    action,
    target,
    before: null,
    after: null,
    outcome: 'done',
  });
}

/** What the form is told; the rest goes on to the problem document. */
async function refusalOf(error: unknown, request: FastifyRequest, failed: NoteFailure): Promise<ProblemKind> {
  if (!(error instanceof Problem)) throw error;
  if (error instanceof CredentialRefused) await failed(request, error);
  return error.kind;
}

function goodbye(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.clearCookie(sessionCookie, cookieOptions(request)).redirect('/sign-in', 303);
}

/** Not readable by scripts, not sent along from other sites, and never over a line others can read. */
function cookieOptions(request: FastifyRequest): CookieSerializeOptions {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: !(request.protocol === 'http' && isLoopback(request.hostname)),
  };
}
