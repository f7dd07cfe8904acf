import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { eventsAfter, findJob, lastEventId } from '../../app/queries/jobs.ts';
import { createEventHub } from '../../runtime/event-hub.ts';
import { type App, callerOf } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { limits } from '../limits.ts';
import { Problem } from '../problems/problem.ts';
import { found } from './found.ts';
import { operation } from './operation.ts';
import { documents } from './reports.ts';
import { createRightsWatch } from './rights-watch.ts';

const after = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const headers = z.looseObject({
  'last-event-id': after.optional().describe('Go on behind this event, as browsers do by themselves.'),
});
const querystring = z.strictObject({
  after: after.optional().describe('The same, for who cannot set headers.'),
});

/** Events of jobs as they happen: `text/event-stream`, resumed by `Last-Event-ID`. */
export function eventRoutes(app: App, context: ServerContext): void {
  const hub = createEventHub(context);
  app.addHook('preClose', async () => hub.close());

  const rights = createRightsWatch(context);
  app.addHook('onClose', async () => rights.stop());

  const stream = (request: FastifyRequest, reply: FastifyReply, from: number, job?: string) => {
    const { identity } = callerOf(request);
    if (rights.listening(identity) >= limits.listenersOfAccount || rights.listening() >= limits.listeners)
      throw new Problem(
        'too-many-requests',
        {
          vi: 'Đang có quá nhiều kết nối nghe sự kiện; đóng bớt rồi thử lại.',
          en: 'Too many connections listen for events; close some of them first.',
        },
        { headers: { 'retry-after': '30' } },
      );
    const events = hub.listen(from, job);
    rights.watch(request, events);
    return reply
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .type('text/event-stream; charset=utf-8')
      .send(events) as never;
  };
  const fromOf = (request: { headers: object; query: { after?: number } }): number | undefined =>
    (request.headers as z.output<typeof headers>)['last-event-id'] ?? request.query.after;
  const response = {
    200: documents('A stream of events: `id`, `event` (its kind) and `data` (JSON).', 'text/event-stream'),
  };

  app.get(
    '/events',
    {
      ...operation('read', 'jobs', 'listenToEvents', {
        summary: 'Events of all jobs, from now on or from `Last-Event-ID` on',
        headers,
        querystring,
        response,
      }),
      exposeHeadRoute: false,
    },
    async (request, reply) => stream(request, reply, fromOf(request) ?? (await lastEventId(context.store))),
  );

  app.get(
    '/jobs/:id/events',
    {
      ...operation('read', 'jobs', 'listenToJob', {
        summary: 'Events of one job from its beginning; the stream ends with the job',
        params: z.object({ id: z.string().max(100) }),
        headers,
        querystring,
        response,
      }),
      exposeHeadRoute: false,
    },
    async (request, reply) => {
      const { store } = context;
      const job = found(
        await findJob(store, request.params.id),
        'Không có việc này.',
        'There is no such job.',
      );
      const from = fromOf(request) ?? 0;
      // 204 tells a browser's EventSource not to come back for more.
      if (
        job.finishedAt !== null &&
        (await eventsAfter(store, { after: from, job: job.id, limit: 1 })).length === 0
      )
        return reply.code(204 as 200).send() as never;
      return stream(request, reply, from, job.id);
    },
  );
}
