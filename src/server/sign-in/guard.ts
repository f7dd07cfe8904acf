import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { limits } from '../limits.ts';
import { asksForPage } from '../problems/answer.ts';
import { refusalProblem } from '../problems/from-error.ts';
import { Problem } from '../problems/problem.ts';
import { addressOf, networkOf } from './address.ts';
import { createCounter } from './counter.ts';
import { CredentialRefused, challenge, createRecognition, type Recognition } from './credentials.ts';
import { createGuesses } from './guesses.ts';

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who asks, how often, and whose sign-in failed: one for all that a process serves. */
export interface Access {
  recognition: Recognition;
  counter: ReturnType<typeof createCounter>;
  /**
   * Writes a failed sign-in down.
   *
   * @throws Problem 429 when its network has had too many of them. Good credentials from there still pass: behind one
   * address there may be a whole office.
   */
  failed(request: FastifyRequest, refusal: CredentialRefused): Promise<void>;
  close(): Promise<void>;
}

export function createAccess(context: ServerContext): Access {
  const guesses = createGuesses(context);
  // Sums are in the trail also where nobody guesses any more.
  const settling = setInterval(guesses.settle, limits.guessesSummed).unref();
  return {
    recognition: createRecognition(context),
    counter: createCounter(context.now),
    async failed(request, refusal) {
      const wait = await guesses.note(request, refusal);
      if (wait !== undefined) throw tooMany(wait);
    },
    async close() {
      clearInterval(settling);
      await guesses.settle();
    },
  };
}

/**
 * Stands before every route: who calls, how often, and may they. Public routes never look at credentials, so that
 * they answer when the store does not.
 */
export function guard(app: App, context: ServerContext, { recognition, counter, failed }: Access): void {
  app.decorateRequest('principal', null);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    const roles = request.is404 ? 'public' : request.routeOptions.config.roles!;
    // A page that is not there still says who is signed in, if that can be told.
    const lost = request.is404 && asksForPage(request);
    const recognised = () => recognition.ofRequest(request).catch(lost ? () => undefined : asProblem);
    const shown = roles === 'public' && !lost ? undefined : await recognised();
    const refusal = shown instanceof Problem ? shown : undefined;
    if (shown && !(shown instanceof Problem)) request.principal = shown;
    const caller = request.principal?.identity ?? `address ${networkOf(addressOf(request))}`;
    const wait = counter.exceeded(caller, context.configuration().server.requestsPerMinute);
    if (wait !== undefined) throw tooMany(wait);
    if (refusal instanceof CredentialRefused) await failed(request, refusal);
    if (refusal) throw refusal;
    if (roles === 'public') return;
    if (!request.principal) return turnAway(request, reply);
    const { name, role } = request.principal;
    if (!roles.has(role))
      throw refusalProblem(new Refusal('role-missing', { name, role, needed: [...roles] }));
    if (request.principal.via === 'session' && !harmless.has(request.method)) requireOwnPage(request);
  });
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}

function tooMany(seconds: number): Problem {
  const words = {
    vi: `Thử lại sau ${seconds} giây.`,
    en: `Try again in ${seconds} seconds.`,
  };
  return new Problem('too-many-requests', words, { headers: { 'retry-after': String(seconds) } });
}

function turnAway(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { page } = request.routeOptions.config;
  const browser = request.headers.accept?.includes('text/html');
  // A part of a page that fetches itself has no use for another page.
  const part = request.headers['hx-request'] !== undefined;
  if (page === 'document' && browser && !part && harmless.has(request.method))
    return reply.redirect(`/sign-in?${new URLSearchParams({ next: request.url })}`, 303);
  if (page === true && !part && harmless.has(request.method)) return reply.redirect('/sign-in', 303);
  throw new Problem(
    'not-signed-in',
    {
      vi: 'Gửi khóa API hoặc thẻ truy cập trong Authorization: Bearer …',
      en: 'Send an API key or an access token in Authorization: Bearer …',
    },
    { headers: challenge() },
  );
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
