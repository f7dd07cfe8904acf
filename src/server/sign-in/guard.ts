import type { FastifyReply, FastifyRequest } from 'fastify';
import { record } from '../../store/audit.ts';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { limits } from '../limits.ts';
import { Problem } from '../problems/problem.ts';
import { CredentialRefused, challenge, originOf, type Recognition } from './credentials.ts';
import { mayUse, type Principal } from './principal.ts';

export const sessionCookie = 'dvc_sync_session';

const minute = 60_000;
const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Stands before every route: who calls, how often, and may they. Public routes never look at credentials, so that
 * they answer when the store does not.
 */
export function guard(app: App, context: ServerContext, recognition: Recognition): NoteFailure {
  app.decorateRequest('principal', null);
  const counted = app.createRateLimit({
    max: () => context.configuration().server.requestsPerMinute,
    timeWindow: minute,
    keyGenerator: request =>
      request.principal ? `account ${request.principal.name}` : `address ${request.ip}`,
  });
  const failed = countFailures(app, context);

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    const role = request.is404 ? 'public' : request.routeOptions.config.role!;
    const refusal = role === 'public' ? undefined : await recognise(request, recognition).catch(asProblem);
    const count = await counted(request);
    if (!count.isAllowed && count.isExceeded) throw tooMany(count.ttlInSeconds);
    if (refusal instanceof CredentialRefused) await failed(request, refusal);
    if (refusal) throw refusal;
    if (role === 'public') return;
    if (!request.principal) return turnAway(request, reply);
    if (!mayUse(request.principal.role, role)) throw notAllowed(request.principal, role);
    if (request.principal.via === 'session' && !harmless.has(request.method)) requireOwnPage(request);
  });
  return failed;
}

/** Sets who calls, where credentials are shown. @throws Problem when they are refused or cannot be checked now. */
export async function recognise(request: FastifyRequest, recognition: Recognition): Promise<undefined> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const [, secret] = /^bearer ([\x21-\x7e]+)$/i.exec(authorization) ?? [];
    if (secret === undefined)
      throw new CredentialRefused('authorization', 'malformed', {
        vi: 'Authorization phải có dạng "Bearer <khóa hoặc thẻ>".',
        en: 'Authorization must be "Bearer <key or token>".',
      });
    request.principal = (await recognition.ofSecret(secret)).principal;
    return;
  }
  const cookie = request.cookies[sessionCookie];
  if (cookie !== undefined) request.principal = (await recognition.ofSession(cookie)) ?? null;
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}

export type NoteFailure = (request: FastifyRequest, refusal: CredentialRefused) => Promise<void>;

/**
 * Writes failed sign-ins down, and answers 429 when an address has had too many of them. Good credentials from there
 * still pass: behind one address there may be a whole office.
 */
function countFailures(app: App, context: ServerContext): NoteFailure {
  const failures = app.createRateLimit({
    max: limits.failedSignIns,
    timeWindow: minute,
    keyGenerator: request => `failed sign-in ${request.ip}`,
  });
  return async (request, refusal) => {
    const count = await failures(request);
    if (!count.isAllowed && count.isExceeded) throw tooMany(count.ttlInSeconds);
    await record(context.store, {
      at: context.now().toISOString(),
      who: '',
      origin: originOf(request),
      action: 'sign-in',
      target: refusal.target,
      before: null,
      after: null,
      outcome: `refused: ${refusal.reason}`,
    });
  };
}

function tooMany(seconds: number): Problem {
  const words = {
    vi: `Thử lại sau ${seconds} giây.`,
    en: `Try again in ${seconds} seconds.`,
  };
  return new Problem('too-many-requests', words, { headers: { 'retry-after': String(seconds) } });
}

function turnAway(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (request.routeOptions.config.page && harmless.has(request.method))
    return reply.redirect('/sign-in', 303);
  throw new Problem(
    'not-signed-in',
    {
      vi: 'Gửi khóa API hoặc thẻ truy cập trong Authorization: Bearer …',
      en: 'Send an API key or an access token in Authorization: Bearer …',
    },
    { headers: challenge() },
  );
}

function notAllowed({ name, role }: Principal, needed: string): Problem {
  return new Problem('role-missing', {
    vi: `Việc này cần vai trò ${needed}; ${name} có vai trò ${role}.`,
    en: `This needs the role ${needed}; ${name} has the role ${role}.`,
  });
}

/** A browser sends its cookie for whoever asks it to: only our own pages may ask for changes. */
export function requireOwnPage(request: FastifyRequest): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const own =
    site === 'same-origin' ||
    (site === undefined && origin !== undefined && URL.parse(origin)?.host === request.host);
  if (!own)
    throw new Problem('foreign-origin', {
      vi: 'Chỉ các trang của chính dịch vụ này được gửi yêu cầu thay đổi bằng phiên đăng nhập.',
      en: 'Only pages of this very service may ask for changes with a signed-in session.',
    });
}
