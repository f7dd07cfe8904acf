import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyBaseLogger, type FastifyServerFactory, LogController } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { App } from './app.ts';
import type { ServerContext } from './context.ts';
import { closeHalfSent } from './half-sent.ts';
import { limits } from './limits.ts';
import type { ServerPart } from './part.ts';
import { probes } from './probes.ts';
import { answer, answerProblems, answerSocket, refuse } from './problems/answer.ts';
import { problemOf } from './problems/from-error.ts';
import { Problem } from './problems/problem.ts';
import { auditRefusals } from './refusals.ts';
import { once } from './remember.ts';
import { collectRoutes } from './routes.ts';
import { schemaController } from './schemas.ts';
import { type Access, createAccess, guard } from './sign-in/guard.ts';

/** What our own pages may do: their own files, nothing from elsewhere, in nobody's frame. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

const httpLimits = {
  maxHeaderSize: limits.headers,
  headersTimeout: limits.headersTime,
  connectionsCheckingInterval: limits.lateness,
};

/**
 * The whole HTTP side, not yet listening. What machines ask every few seconds is there from the start; all else is loaded
 * for the first who asks for it: a service nobody looks at is ready sooner and stays small. Close it before the store.
 */
export function openServer(context: ServerContext): Promise<App> {
  const access = createAccess(context);
  const rest = once(async () => buildServer(context, (await import('./parts.ts')).visited, access));
  let asked: Promise<App> | undefined;
  let here: (url: string) => boolean;
  const apart: ServerPart = (scope, _, { routes }) => {
    const own = new Set(routes.map(({ url }) => url));
    let closing = false;
    here = url => closing || own.has(url.replace(/^https?:\/\/[^/]*|\?.*$/gis, ''));
    // Who listens for events is told to go before this server waits for them.
    scope.addHook('preClose', async () => {
      closing = true;
      await (await asked?.catch(() => undefined))?.close();
    });
  };
  const handOn: RequestListener = async (request, response) => {
    try {
      asked = rest();
      (await asked).routing(request, response);
    } catch (error) {
      context.log.error({ err: error }, 'what people and programs ask for could not be loaded');
      refuse(request.socket, new Problem('internal-error'));
    }
  };
  const listening: FastifyServerFactory = own =>
    createServer(
      { ...httpLimits, keepAliveTimeout: limits.keepAlive, requestTimeout: limits.request },
      (request, response) => (here(request.url!) ? own : handOn)(request, response),
    );
  return buildServer(context, [...probes, apart], access, listening);
}

/**
 * A server with these parts, not yet listening. Close it before the store.
 *
 * @param factory Makes what listens, where that is not Fastify's own.
 */
export async function buildServer(
  context: ServerContext,
  parts: readonly ServerPart[],
  access: Access = createAccess(context),
  factory?: FastifyServerFactory,
): Promise<App> {
  const { server } = context.configuration();
  const app: App = Fastify({
    loggerInstance: context.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: server.trustProxy.length > 0 ? server.trustProxy : false,
    bodyLimit: Math.min(limits.body, server.bodyMegabytes * 1_024 * 1_024),
    requestTimeout: limits.request,
    keepAliveTimeout: limits.keepAlive,
    http: httpLimits,
    ...(factory && { serverFactory: factory }),
    schemaController,
    routerOptions: { maxParamLength: limits.parameter },
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerSocket,
    frameworkErrors: (error, request, reply) => {
      void answer(request, reply as never, problemOf(error), context);
    },
  }).withTypeProvider<ZodTypeProvider>();
  // Nothing of ours reads plain text.
  app.removeContentTypeParser('text/plain');

  const routes = collectRoutes(app);
  answerProblems(app, context);
  logAnswers(app);
  await app.register(helmet, {
    contentSecurityPolicy,
    referrerPolicy: { policy: 'same-origin' },
    // Reports are sandboxed, which puts them in another cluster: browsers would complain of it on every other page.
    originAgentCluster: false,
  });
  await app.register(cookie);
  app.addHook('onRequest', async request => {
    if (request.url.length > limits.address) throw new Problem('address-too-long');
    refuseTwice(request.raw.rawHeaders);
  });
  closeHalfSent(app);
  guard(app, context, access);
  app.addHook('onClose', () => access.close());
  auditRefusals(app, context);
  for (const part of parts)
    await app.register(async scope => part(scope as App, context, { access, routes }));
  await app.ready();
  return app;
}

/** Said twice, it would be for each machine on the way to choose whom it believes. */
function refuseTwice(rawHeaders: readonly string[]): void {
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map(name => name.toLowerCase());
  for (const once of ['host', 'authorization'])
    if (names.indexOf(once) !== names.lastIndexOf(once))
      throw new Problem('malformed-request', {
        vi: `Phần đầu ${once} chỉ được có một lần.`,
        en: `The header ${once} may stand only once.`,
      });
}

/** One line a request; what health checks and scrapes ask every few seconds only where somebody debugs. */
function logAnswers(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, url, principal, routeOptions } = request;
    const line = {
      method,
      path: url.split('?', 1)[0]!.slice(0, 500),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...(principal && { account: principal.name }),
    };
    if (routeOptions.config.roles === 'public') request.log.debug(line, 'answered');
    else request.log.info(line, 'answered');
  });
}
