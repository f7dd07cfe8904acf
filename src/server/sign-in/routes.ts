import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Doing, record } from '../../store/audit.ts';
import type { Store } from '../../store/contract.ts';
import { inTransaction } from '../../store/open.ts';
import { closeSessions, findSession, openSession } from '../../store/sessions.ts';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { Problem, type ProblemKind } from '../problems/problem.ts';
import { addressOf } from './address.ts';
import { secretHash } from './api-keys.ts';
import { sessionCookie } from './cookie.ts';
import { CredentialRefused, type Recognised, type Recognition } from './credentials.ts';
import { type NoteFailure, requireOwnPage } from './guard.ts';

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
      const { name, options } = sessionCookie(request, context);
      return reply
        .setCookie(name, value, { ...options, maxAge: sessionHours * 3_600 })
        .redirect(next ?? '/', 303);
    },
  );

  app.post('/sign-out', { config: { role: 'public' }, schema: { hide: true } }, async (request, reply) => {
    requireOwnPage(request);
    const { name, options } = sessionCookie(request, context);
    await end(context, request, request.cookies[name]);
    return reply.clearCookie(name, options).redirect('/sign-in', 303);
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
      id: `s${randomUUID().slice(0, 8)}`,
      name: principal.name,
      identity: principal.identity,
      issuer: principal.issuer,
      role: principal.role,
      createdAt: at.toISOString(),
      expiresAt: expiresAt !== null && expiresAt < longest ? expiresAt : longest,
      keyId: principal.keyId ?? null,
      grant: principal.grant ?? null,
    });
    await note(inner, by(request, principal, at), 'sign-in', principal.via);
  });
  return value;
}

async function end(
  { store, now }: ServerContext,
  request: FastifyRequest,
  value: string | undefined,
): Promise<void> {
  if (value === undefined) return;
  const at = now();
  const hash = secretHash(value);
  await inTransaction(store, async inner => {
    const session = await findSession(inner, hash, at.toISOString());
    if (!session) return;
    await closeSessions(inner, [session.id]);
    await note(inner, by(request, session, at), 'sign-out', 'session');
  });
}

function by(request: FastifyRequest, account: { name: string; identity: string }, at: Date): Doing {
  const { name: who, identity } = account;
  return { who, identity, origin: `page ${addressOf(request)}`, at: at.toISOString() };
}

function note(store: Store, who: Doing, action: string, target: string): Promise<void> {
  return record(store, { ...who, action, target, before: null, after: null, outcome: 'done' });
}

/** What the form is told; the rest goes on to the problem document. */
async function refusalOf(error: unknown, request: FastifyRequest, failed: NoteFailure): Promise<ProblemKind> {
  if (!(error instanceof Problem)) throw error;
  if (error instanceof CredentialRefused) await failed(request, error);
  return error.kind;
}
