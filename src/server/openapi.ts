import type { FastifyInstance } from 'fastify';
import { type App, open } from './app.ts';
import type { ServerContext } from './context.ts';
import type { Shared } from './part.ts';
import { once } from './remember.ts';

/** The description at `/openapi.json` and `/docs/json`, and to browse at `/docs`; holds no data. Made when somebody looks. */
export function documentation(app: App, context: ServerContext, { routes }: Shared): void {
  const described = once(async () => (await import('./description.ts')).describe(routes, context));
  const pages = once<FastifyInstance>(async () =>
    (await import('./description.ts')).documentationPages(await described()),
  );
  app.get('/openapi.json', open, async (_request, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .serializer((told: unknown) => JSON.stringify(told))
      .send(await described()),
  );
  for (const url of ['/docs', '/docs/*'])
    app.route({
      ...{ method: ['GET', 'HEAD'], url, ...open },
      async handler(request, reply) {
        const { method, headers } = request;
        const answer = await (await pages()).inject({ method: method as 'GET', url: request.url, headers });
        if (answer.statusCode === 404) return reply.callNotFound();
        const { connection: _, date: __, 'transfer-encoding': ___, ...told } = answer.headers;
        return reply.code(answer.statusCode).headers(told).send(answer.rawPayload);
      },
    });
}
