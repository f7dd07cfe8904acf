import { z } from 'zod';
import { eventsAfter, findJob, lastEventId } from '../../app/queries/jobs.ts';
import { createEventHub } from '../../runtime/event-hub.ts';
import { limits } from '../limits.ts';
import { Problem } from '../problems/problem.ts';
import type { Api, ApiCall } from './api.ts';
import { documents } from './files.ts';
import { found } from './found.ts';
import { createRightsWatch } from './rights-watch.ts';

const after = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const headers = z.looseObject({
  'last-event-id': after.optional().describe('Go on behind this event, as browsers do by themselves.'),
});

/** Events of jobs as they happen: `text/event-stream`, resumed by `Last-Event-ID`. */
export function eventRoutes({ app, context, raw }: Api): void {
  const hub = createEventHub(context);
  app.addHook('preClose', async () => hub.close());

  const rights = createRightsWatch(context);
  app.addHook('onClose', async () => rights.stop());

  const stream = ({ caller, request, reply }: ApiCall, from: number, job?: string) => {
    if (
      rights.listening(caller.identity) >= limits.listenersOfAccount ||
      rights.listening() >= limits.listeners
    )
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
      .send(events);
  };
  const fromOf = ({ request, query }: ApiCall<unknown, { after?: number | undefined }>): number | undefined =>
    (request.headers as z.output<typeof headers>)['last-event-id'] ?? query.after;
  const streamed = {
    ...{ head: false as const, headers },
    query: { after: after.optional().describe('The same, for who cannot set headers.') },
    response: {
      200: documents('A stream of events: `id`, `event` (its kind) and `data` (JSON).', 'events'),
    },
  };

  raw('GET', '/events', ['read', 'jobs', 'listenToEvents'], {
    ...streamed,
    summary: 'Events of all jobs, from now on or from `Last-Event-ID` on',
    do: async call => stream(call, fromOf(call) ?? (await lastEventId(call.store))),
  });

  raw('GET', '/jobs/:id/events', ['read', 'jobs', 'listenToJob'], {
    ...streamed,
    summary: 'Events of one job from its beginning; the stream ends with the job',
    params: { id: z.string().max(100) },
    async do(call) {
      const { store, params } = call;
      const job = found(await findJob(store, params.id), 'Không có việc này.', 'There is no such job.');
      const from = fromOf(call) ?? 0;
      // 204 tells a browser's EventSource not to come back for more.
      if (
        job.finishedAt !== null &&
        (await eventsAfter(store, { after: from, job: job.id, limit: 1 })).length === 0
      )
        return call.reply.code(204).send();
      return stream(call, from, job.id);
    },
  });
}
