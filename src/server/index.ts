import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyRequest,
  LogController,
  type RouteOptions,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { App } from './app.ts';
import type { ServerContext } from './context.ts';
import { closeHalfSent } from './half-sent.ts';
import { limits } from './limits.ts';
import type { Rest, ServerPart } from './part.ts';
import { loadVisited, probes } from './parts.ts';
import { answer, answerProblems, answerSocket, auditRefusals } from './problems/answer.ts';
import { problemOf } from './problems/from-error.ts';
import { Problem } from './problems/problem.ts';
import { schemaController } from './problems/validation.ts';
import { once, triedAgainMs } from './remember.ts';
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

/**
 * The whole HTTP side, not yet listening. What machines ask every few seconds is there from the start; all else is loaded
 * for the first who asks for it: a service nobody looks at is ready sooner and stays small. Close it before the store.
 */
export function openServer(context: ServerContext): Promise<App> {
  const access = createAccess(context);
  return buildServer(
    context,
    probes,
    access,
    createRest(context.log, async () => buildServer(context, await loadVisited(), access)),
  );
}

function createRest(log: ServerContext['log'], make: () => Promise<App>): Rest {
  let last: Promise<App> | undefined;
  let failed = false;
  return {
    load: once(async () => {
      try {
        last = make();
        const app = await last;
        failed = false;
        return app;
      } catch (error) {
        failed = true;
        log.error({ err: error }, 'what people and programs come for could not be loaded');
        throw error;
      }
    }),
    failed: () => failed,
    close: async () => (await last?.catch(() => undefined))?.close(),
  };
}

/** A server with these parts, not yet listening; requests for anything else go on to `rest`. Close it before the store. */
export async function buildServer(
  context: ServerContext,
  parts: readonly ServerPart[],
  access: Access = createAccess(context),
  rest?: Rest,
): Promise<App> {
  const { server } = context.configuration();
  const app: App = Fastify({
    loggerInstance: context.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: server.trustProxy.length > 0 ? server.trustProxy : false,
    bodyLimit: limits.body,
    requestTimeout: limits.request,
    keepAliveTimeout: limits.keepAlive,
    http: {
      maxHeaderSize: limits.headers,
      headersTimeout: limits.headersTime,
      connectionsCheckingInterval: limits.lateness,
    },
    schemaController,
    routerOptions: { maxParamLength: limits.parameter },
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerSocket,
    frameworkErrors: (error, request, reply) => {
      answer(request, reply as never, problemOf(error), context).catch(failure => {
        context.log.error({ err: failure }, 'a request nobody can read could not be answered');
        request.raw.socket.destroy();
      });
    },
  }).withTypeProvider<ZodTypeProvider>();
  // Nothing of ours reads plain text.
  app.removeContentTypeParser('text/plain');

  const routes = collectRoutes(app);
  answerProblems(app, context);
  const handedOn = new WeakSet<FastifyRequest>();
  logAnswers(app, handedOn);
  await app.register(helmet, {
    contentSecurityPolicy,
    referrerPolicy: { policy: 'same-origin' },
    // Reports are sandboxed, which puts them in another cluster: browsers would complain of it on every other page.
    originAgentCluster: false,
  });
  if (rest) handOn(app, rest, routes, handedOn);
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
    await app.register(async scope => part(scope as App, context, { access, routes, rest }));
  await app.ready();
  return app;
}

/** All routes, as they come. One that does not say who may call it must not be served: what it belongs to does not load. */
function collectRoutes(app: App): readonly RouteOptions[] {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', route => {
    routes.push(route);
  });
  app.addHook('onReady', async () => {
    const open = routes.filter(({ config }) => config?.roles === undefined);
    if (open.length > 0)
      throw new Error(
        `Routes without a role: ${open.map(({ method, url }) => `${[method].flat().join(',')} ${url}`).join('; ')}`,
      );
  });
  return routes;
}

/** What no route here is for goes on to the rest, which is a server of its own and alone says who may. */
function handOn(
  app: App,
  rest: Rest,
  routes: readonly RouteOptions[],
  handedOn: WeakSet<FastifyRequest>,
): void {
  app.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?', 1)[0];
    if (!request.is404 || routes.some(({ url }) => url === path)) return;
    const inner = await rest.load().catch(() => {
      throw notLoaded();
    });
    handedOn.add(request);
    reply.hijack();
    inner.routing(request.raw, reply.raw);
  });
  // Who listens for events is told to go before this server waits for them.
  app.addHook('preClose', () => rest.close());
}

function notLoaded(): Problem {
  const words = {
    vi: 'Phần này của dịch vụ chưa nạp được; thử lại sau ít giây, còn lỗi thì báo người quản trị.',
    en: 'This part of the service could not be loaded; try again in some seconds, then tell the administrator.',
  };
  const headers = { 'retry-after': String(triedAgainMs / 1_000) };
  return new Problem('unavailable', words, { headers });
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
function logAnswers(app: App, handedOn: WeakSet<FastifyRequest>): void {
  app.addHook('onResponse', async (request, reply) => {
    if (handedOn.has(request)) return;
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
