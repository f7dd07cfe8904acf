import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { App } from './app.ts';
import type { ServerContext } from './context.ts';
import { closeHalfSent } from './half-sent.ts';
import { limits } from './limits.ts';
import { describeRoutes, documentation } from './openapi.ts';
import { createShell } from './page/page.ts';
import { parts as ownParts, type ServerPart } from './parts.ts';
import { answer, answerProblems, answerSocket } from './problems/answer.ts';
import { problemOf } from './problems/from-error.ts';
import { Problem } from './problems/problem.ts';
import { validatorCompiler } from './problems/validation.ts';
import { auditRefusals } from './refusals.ts';
import { requireRoles } from './routes.ts';
import { createRecognition } from './sign-in/credentials.ts';
import { guard } from './sign-in/guard.ts';
import { signInRoutes } from './sign-in/routes.ts';

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

/** The whole HTTP side, not yet listening. Close it before the store. */
export async function buildServer(
  context: ServerContext,
  parts: readonly ServerPart[] = ownParts,
): Promise<App> {
  const { server } = context.configuration();
  const shell = await createShell(context);
  const app: App = Fastify({
    loggerInstance: context.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: server.trustProxy.length > 0 ? server.trustProxy : false,
    bodyLimit: Math.min(limits.body, server.bodyMegabytes * 1_024 * 1_024),
    requestTimeout: limits.request,
    keepAliveTimeout: limits.keepAlive,
    http: {
      maxHeaderSize: limits.headers,
      headersTimeout: limits.headersTime,
      connectionsCheckingInterval: limits.lateness,
    },
    routerOptions: { maxParamLength: limits.parameter },
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerSocket,
    frameworkErrors: (error, request, reply) => {
      answer(request, reply as never, problemOf(error), shell);
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler as never);
  app.setSerializerCompiler(serializerCompiler);
  // Nothing of ours reads plain text.
  app.removeContentTypeParser('text/plain');

  requireRoles(app);
  answerProblems(app, shell);
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
  const recognition = createRecognition(context);
  const failed = guard(app, context, recognition);
  auditRefusals(app, context);
  await describeRoutes(app, context);
  await app.register(async scope => signInRoutes(scope as App, context, recognition, failed));
  await documentation(app);
  for (const part of parts) await app.register(async scope => part(scope as App, context));
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
