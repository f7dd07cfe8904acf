import type { FastifyReply, FastifyRequest } from 'fastify';
import { mayDo } from '../../app/permissions.ts';
import { lastRun } from '../../app/queries/runs.ts';
import { type App, open } from '../app.ts';
import type { ServerContext } from '../context.ts';
import type { Shared } from '../part.ts';
import { remembered } from '../remember.ts';
import { createLook, type Health, type Overall, worst } from './check.ts';
import { healthChecks, pagesOf, readinessChecks } from './checks.ts';

/** However often it is asked, the database is asked once in this time. */
const keptMs = 3_000;

/**
 * `/livez`: the process answers. `/readyz`: it may be sent requests. `/health`: how things stand, 200 while the
 * service works (also degraded), 503 when it is down; the reasons only for people who are signed in.
 */
export function healthRoutes(
  app: App,
  context: ServerContext,
  { access: { recognition }, rest }: Shared,
): void {
  const clock = () => context.now().getTime();
  const ofRest = rest ? [pagesOf(rest)] : [];
  const needed = [...readinessChecks, ...ofRest];
  const health = remembered(keptMs, createLook(context, [...healthChecks, ...ofRest]), clock);
  const readiness = remembered(keptMs, createLook(context, needed), clock);
  const run = remembered(keptMs, async () => (await lastRun(context.store)) ?? null, clock);

  app.get('/livez', open, async (_request, reply) => send(reply, 200, { status: 'ok' }));

  app.get('/readyz', open, async (_request, reply) => {
    const { checks } = await readiness();
    const states: Record<string, boolean> = {
      ...Object.fromEntries(
        needed.map(({ name }) => [name, checks[name] !== undefined && checks[name].health !== 'down']),
      ),
      serving: !context.draining(),
    };
    const ready = Object.values(states).every(Boolean);
    return send(reply, ready ? 200 : 503, { status: ready ? 'ok' : 'down', checks: states });
  });

  app.get('/health', open, async (request, reply) => {
    const overall = await health();
    const status = context.draining() ? worst([overall.health, 'degraded']) : overall.health;
    const detailed = await maySeeDetails(request);
    return send(reply, codeOf(status), {
      status,
      ...(detailed && { ...details(overall), lastRun: summaryOf(await run().catch(() => null)) }),
    });
  });

  /** What cannot be recognised (the database is away, an old key) is a stranger: health answers in any case. */
  async function maySeeDetails(request: FastifyRequest): Promise<boolean> {
    request.principal = (await recognition.ofRequest(request).catch(() => undefined)) ?? null;
    return request.principal !== null && mayDo(request.principal.role, 'read');
  }

  function details({ checks, checkedAt }: Overall) {
    const { sources, ...others } = checks;
    return {
      serviceId: 'dvc-sync',
      version: context.version,
      startedAt: context.startedAt,
      checkedAt,
      draining: context.draining(),
      problems: Object.values(checks).flatMap(({ problems }) => problems),
      checks: Object.fromEntries(
        Object.entries(others).map(([name, { health: status, details: said }]) => [
          name,
          { status, ...said },
        ]),
      ),
      systems: sources?.details ?? {},
    };
  }
}

function summaryOf(run: Awaited<ReturnType<typeof lastRun>> | null) {
  return run
    ? { id: run.id, status: run.status, startedAt: run.startedAt, finishedAt: run.finishedAt }
    : null;
}

function codeOf(health: Health): number {
  return health === 'down' ? 503 : 200;
}

function send(reply: FastifyReply, code: number, body: object): FastifyReply {
  return reply
    .code(code)
    .header('cache-control', 'no-store')
    .type('application/health+json; charset=utf-8')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(body);
}
