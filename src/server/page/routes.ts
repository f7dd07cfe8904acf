import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { startJob } from '../../app/jobs/start.ts';
import { findJob } from '../../app/queries/jobs.ts';
import { html, type Markup } from '../../report/html/markup.ts';
import { type App, callerOf } from '../app.ts';
import { askingOf, may } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { frame, styleSheet } from './frame.ts';
import { home } from './home.ts';
import { createOverview } from './overview.ts';
import { signIn } from './sign-in.ts';

const signInQuery = z.object({
  problem: z.string().max(100).optional().catch(undefined),
  /** Where to go afterwards; only an address of this service. */
  next: z
    .string()
    .max(2_000)
    .regex(/^\/(?![/\\])[\x21-\x7e]*$/)
    .optional()
    .catch(undefined),
});

/** Pages for people who open the service in a browser. */
export async function pageRoutes(app: App, context: ServerContext): Promise<void> {
  const style = await styleSheet();
  const overview = createOverview(context);
  const place = () => {
    const { city } = context.configuration();
    return city.agencies.find(({ code }) => code === city.locality)?.name ?? city.locality;
  };
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );

  app.get('/page.css', { config: { roles: 'public' }, schema: { hide: true } }, async (_request, reply) =>
    reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .serializer(String)
      .send(style.text),
  );

  app.get(
    '/',
    {
      config: { ...may('read'), page: true },
      schema: {
        hide: true,
        querystring: z.object({ queued: z.string().max(100).optional().catch(undefined) }),
      },
    },
    async (request, reply) => {
      const principal = callerOf(request);
      const shown = await overview();
      const { queued } = request.query;
      const main = home({
        ...{ overview: shown, principal, once: randomUUID() },
        // Only what is really there: an address can be made by anybody.
        queued: queued !== undefined && (await findJob(context.store, queued)) !== undefined,
      });
      const title = `Dịch vụ công trực tuyến ${shown.place} · dvc-sync`;
      return send(reply, frame({ title, style, place: shown.place, account: account(principal), main }));
    },
  );

  app.get(
    '/sign-in',
    { config: { roles: 'public' }, schema: { hide: true, querystring: signInQuery } },
    async (request, reply) =>
      send(
        reply,
        frame({ title: 'Đăng nhập · dvc-sync', style, place: place(), main: signIn(request.query) }),
      ),
  );

  app.post(
    '/run-now',
    {
      config: may('start-reconcile'),
      schema: { hide: true, body: z.strictObject({ once: z.uuid() }) },
    },
    async (request, reply) => {
      const wish = { kind: 'reconcile' as const, scope: {} };
      const job = await startJob(askingOf(request, context), context.jobs, wish, request.body.once);
      return reply.redirect(`/?queued=${encodeURIComponent(job.id)}`, 303);
    },
  );
}

function account({ name, via }: Principal): Markup {
  return html`<div class="account"><span>${name}</span>${
    via === 'session' &&
    html`<form method="post" action="/sign-out"><button type="submit">Đăng xuất</button></form>`
  }</div>`;
}

/** What it shows is of this moment and of this person. */
function send(reply: FastifyReply, page: Markup): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer(String)
    .send(page.text);
}
