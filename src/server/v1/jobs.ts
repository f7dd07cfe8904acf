import type { PassThrough } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { cancelJob } from '../../app/jobs/start.ts';
import { eventsAfter, findJob, lastEventId, listJobs } from '../../app/queries/jobs.ts';
import { given } from '../../domain/given.ts';
import { jobKinds, jobStates } from '../../domain/job.ts';
import { createEventHub } from '../../runtime/event-hub.ts';
import type { ServerContext } from '../context.ts';
import { limits } from '../limits.ts';
import { Problem } from '../problems/problem.ts';
import { createRecognition } from '../sign-in/credentials.ts';
import type { Principal } from '../sign-in/principal.ts';
import type { Api, ApiCall } from './api.ts';
import { documents } from './files.ts';
import { found } from './found.ts';
import { places } from './paging.ts';
import { jobSchema } from './schemas.ts';

const params = { id: z.string().max(100) };

export function jobRoutes({ longList, get, post }: Api): void {
  longList('/jobs', ['read', 'jobs', 'listJobs'], {
    summary: 'Jobs, latest first',
    query: {
      state: z.union([z.enum(jobStates), z.array(z.enum(jobStates))]).optional(),
      kind: z.union([z.enum(jobKinds), z.array(z.enum(jobKinds))]).optional(),
    },
    item: jobSchema,
    place: places.id,
    behind({ store, query: { state, kind } }, before, limit) {
      const [states, kinds] = [state && [state].flat(), kind && [kind].flat()];
      return listJobs(store, given({ states, kinds, before, limit }));
    },
  });

  get('/jobs/:id', ['read', 'jobs', 'readJob'], {
    summary: 'One job',
    params,
    answer: jobSchema,
    do: async ({ store, params: { id } }) =>
      found(await findJob(store, id), 'Không có việc này.', 'There is no such job.'),
  });

  post('/jobs/:id/cancel', ['cancel-job', 'jobs', 'cancelJob'], {
    summary: 'Cancel a job: at once while it waits, at its next safe point while it runs',
    params,
    status: 202,
    answer: jobSchema,
    do: ({ asking, context, params: { id } }) => cancelJob(asking, context.jobs, id),
  });
}

const after = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const resumeHeaders = z.looseObject({
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
    (request.headers as z.output<typeof resumeHeaders>)['last-event-id'] ?? query.after;
  const streamed = {
    ...{ head: false as const, headers: resumeHeaders },
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

interface Listener {
  request: FastifyRequest;
  stream: PassThrough;
  identity: string;
  /** When it was last known that he may listen (monotonic milliseconds). */
  sure: number;
}

/**
 * Ends streams whose listeners may no longer listen: key revoked or expired, token expired, signed out, session ended,
 * provider or role taken away. What a request showed at its beginning is shown again every second.
 */
function createRightsWatch(context: ServerContext) {
  const recognition = createRecognition(context);
  const listeners = new Set<Listener>();
  let asking = false;

  async function ask(): Promise<void> {
    if (asking || listeners.size === 0) return;
    asking = true;
    try {
      // What many connections of one account show is looked at once.
      const answers = new Map<string, Promise<Principal | undefined | 'unknown'>>();
      for (const listener of [...listeners]) {
        const { authorization = '', cookie = '' } = listener.request.headers;
        const shown = `${authorization}\n${cookie}`;
        const answer =
          answers.get(shown) ?? recognition.ofRequest(listener.request).catch(error => refusal(error));
        answers.set(shown, answer);
        settle(listener, await answer);
      }
    } finally {
      asking = false;
    }
  }

  function settle(listener: Listener, answer: Principal | undefined | 'unknown'): void {
    const now = performance.now();
    if (answer === 'unknown' && now - listener.sure < limits.listenersUnknown) return;
    if (answer !== 'unknown' && answer?.identity === listener.identity) listener.sure = now;
    // Who does not read to the end is cut off at the next look.
    else if (listener.stream.writableEnded) listener.stream.destroy();
    else listener.stream.end();
  }

  const timer = setInterval(ask, limits.listenersAsked).unref();
  return {
    watch(request: FastifyRequest, stream: PassThrough): void {
      const listener = {
        ...{ request, stream, identity: request.principal!.identity },
        sure: performance.now(),
      };
      listeners.add(listener);
      stream.once('close', () => listeners.delete(listener));
    },
    /** How many listen, of one account or in all. */
    listening: (identity?: string) =>
      [...listeners].filter(one => identity === undefined || one.identity === identity).length,
    stop: () => clearInterval(timer),
  };
}

/** Refused is an answer; that a store or an issuer is away is none. */
function refusal(error: unknown): undefined | 'unknown' {
  return error instanceof Problem && error.status < 500 ? undefined : 'unknown';
}
