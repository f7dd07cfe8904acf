import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { recordRefused } from '../../app/audited.ts';
import { storeFailure } from '../../app/open.ts';
import type { Language } from '../../domain/language.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { originOf } from '../sign-in/credentials.ts';
import { problemOf } from './from-error.ts';
import { Problem, type ProblemKind, problemDocument } from './problem.ts';

const mediaType = 'application/problem+json; charset=utf-8';

/** Every failure of every route ends here: a problem document for the caller, one line in the log for us. */
export function answerProblems(app: FastifyInstance, context: ServerContext): void {
  const store = () => context.configuration().store;
  const methods = knownMethods(app);
  app.setErrorHandler((error, request, reply) => {
    // A sender who breaks off looks like a database that does; what has a status of its own came from the request.
    const ofStore = (error as { statusCode?: number }).statusCode === undefined;
    const problem = problemOf((ofStore && storeFailure(store(), error)) || error);
    // What was broken off since whoever asked has left is no fault.
    const left = isRefusal(error) && reply.raw.destroyed;
    if (problem.status >= 500 && !left) request.log.error({ err: error }, 'request failed');
    return answer(request, reply, problem, context);
  });
  app.setNotFoundHandler((request, reply) => {
    const allowed = methods(request.url);
    // A route of the very method has said itself that there is nothing.
    if (allowed.length === 0 || allowed.includes(request.method))
      return answer(request, reply, new Problem('not-found'), context);
    const headers = { allow: allowed.join(', ') };
    return answer(request, reply, new Problem('method-not-allowed', undefined, { headers }), context);
  });
}

/** Whether a person with a browser waits for the answer; programs say what they read or nothing at all. */
export function asksForPage({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers.accept?.includes('text/html') === true;
}

/** A page where a person waits for it, else a problem document. */
export async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
  context: ServerContext,
): Promise<FastifyReply> {
  if (asksForPage(request)) {
    const pages = await loadPages(context).catch(error => {
      // Of what answers with 500 or more the log says why already, and it may be this very thing.
      if (problem.status < 500) request.log.error({ err: error }, 'no page can be loaded');
    });
    reply.code(problem.status).headers({ ...problem.headers, 'x-request-id': request.id });
    if (!pages) return sendWords(reply, problemDocument(problem, 'vi', request.id));
    pages.reloadWhole(request, reply, problem);
    return pages.sendPage(reply, pages.problemPage(pages.shell, request, problem));
  }
  const language = languageOf(request.headers['accept-language']);
  return reply
    .code(problem.status)
    .headers({
      ...problem.headers,
      'x-request-id': request.id,
      'content-language': language,
      'cache-control': 'no-store',
    })
    .type(mediaType)
    .serializer((document: unknown) => JSON.stringify(document))
    .send(problemDocument(problem, language, request.id));
}

/** How pages look is not loaded for who asks for none. */
async function loadPages(context: ServerContext) {
  const { problemPage, reloadWhole } = await import('../page/problem-page.ts');
  const { createShell, sendPage } = await import('../page/page.ts');
  return { problemPage, reloadWhole, sendPage, shell: await createShell(context) };
}

/** To a person, where there are no pages. */
function sendWords(reply: FastifyReply, { title, detail, instance }: ReturnType<typeof problemDocument>) {
  return reply
    .headers({ 'content-language': 'vi', 'cache-control': 'no-store' })
    .type('text/plain; charset=utf-8')
    .serializer(String)
    .send([title, detail, `Mã yêu cầu: ${instance}`].filter(Boolean).join('\n\n'));
}

/** What is not even HTTP: Fastify has no request yet, so the answer is written by hand. */
export function answerSocket(error: Error & { code?: string }, socket: Socket): void {
  // The other side has gone, or an answer is on its way already.
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const kinds: Record<string, ProblemKind> = {
    HPE_HEADER_OVERFLOW: 'headers-too-large',
    ERR_HTTP_REQUEST_TIMEOUT: 'timeout',
  };
  const problem = new Problem(kinds[error.code ?? ''] ?? 'malformed-request');
  const body = JSON.stringify(problemDocument(problem, 'vi', ''));
  socket.end(
    `HTTP/1.1 ${problem.status} Refused\r\nContent-Type: ${mediaType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** Which methods an address knows, whatever its parameters. */
function knownMethods(app: FastifyInstance): (url: string) => string[] {
  const methodsOf = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const known = methodsOf.get(url) ?? new Set();
    for (const one of [method].flat()) known.add(one);
    methodsOf.set(url, known);
  });
  // Made for the first who asks with a method nobody knows.
  let patterns: (readonly [RegExp, ReadonlySet<string>])[] | undefined;
  return url => {
    const path = url.split('?', 1)[0]!;
    patterns ??= [...methodsOf].map(([known, methods]) => [patternOf(known), methods] as const);
    const fitting = patterns.filter(([pattern]) => pattern.test(path));
    return [...new Set(fitting.flatMap(([, methods]) => [...methods]))].sort();
  };
}

function patternOf(url: string): RegExp {
  const parts = url.split('/').map(part => {
    if (part.startsWith(':')) return '[^/]+';
    return part === '*' ? '.*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('/')}$`);
}

/**
 * Attempts at a change by somebody we know that never came to the use case, since his role does not allow the route or the
 * request came from another site's page. What a use case refuses it writes down itself, if that is one (`asked`).
 */
export function auditRefusals(app: App, context: ServerContext): void {
  app.addHook('onError', async (request, _reply, error) => {
    const { method, principal, routeOptions, url } = request;
    const problem = problemOf(error);
    if (!principal || method === 'GET' || method === 'HEAD' || problem.status !== 403 || isRefusal(error))
      return;
    await recordRefused(context.store, {
      at: context.now().toISOString(),
      who: principal.name,
      identity: principal.identity,
      origin: originOf(request),
      action: routeOptions.config.action ?? `${method} ${routeOptions.url ?? ''}`,
      target: url.split('?', 1)[0]!.slice(0, 500),
      why: problem.kind,
    });
  });
}

/** English only where the caller prefers it to Vietnamese. `Accept-Language` as RFC 9110 has it. */
function languageOf(header: string | undefined): Language {
  let best: { language: Language; quality: number } = { language: 'vi', quality: 0 };
  for (const part of (header ?? '').slice(0, 1_000).split(',')) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = tag.trim().split('-')[0];
    if (language !== 'vi' && language !== 'en') continue;
    const quality =
      parameters.map(one => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(one)?.[1]).find(Boolean) ?? '1';
    if (Number(quality) > best.quality) best = { language, quality: Number(quality) };
  }
  return best.language;
}
