import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunningSandbox, SandboxSeed, SandboxWrite } from '../seed.ts';
import { numberWrites } from '../strikes.ts';
import { Form } from './form.ts';
import { createLag, type Lag } from './lag.ts';
import { at, knownQuirks, type Quirks, strikesAt, usualQuirks } from './quirks.ts';
import { route, type SandboxRequest, type SandboxWriting, type Site } from './routes.ts';
import { seedTables } from './seed.ts';
import { createShares, respond } from './server.ts';
import { createShapes } from './shapes.ts';
import { emptyTables, type Tables } from './tables.ts';
import { buildViews } from './views.ts';
import { type Answer, errorAnswer, objectAnswer } from './wire.ts';
import { write } from './writes.ts';

const base = '/o/rest/v2';
const groupId = 20143;
const username = 'dvc-sync@cantho.gov.vn';
const password = 'sandbox-mot-cua';

/** A server on loopback that speaks OpenCPS v2, with its faults (quirks: `sandbox/quirks.ts`). */
export async function startSandbox(
  seed: SandboxSeed,
  changed: Record<string, unknown> = {},
): Promise<RunningSandbox> {
  const quirks: Quirks = { ...usualQuirks, ...knownQuirks(changed) };
  const requests = new Map<string, number>();
  const writes: SandboxWrite[] = [];
  let served = 0;
  const numberOf = numberWrites();
  const lag = createLag(quirks, () => served);
  const ours = createSite(seedTables(seed, quirks.escapeText), quirks, lag);
  // Another or no groupId is not refused; it sees an empty site.
  const empty = createSite(emptyTables(), quirks, lag);
  const shares = createShares();
  const signIn = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    const question = url.indexOf('?');
    const path = question < 0 ? url : url.slice(0, question);
    requests.set(path, (requests.get(path) ?? 0) + 1);
    served++;
    const below = path.startsWith(`${base}/`) ? path.slice(base.length) : undefined;
    const site = Number(request.headers.groupid) === groupId ? ours : empty;
    const asked = (): SandboxRequest => ({
      segments: (below ?? '').slice(1).split('/').map(decodeURIComponent),
      query: new URLSearchParams(question < 0 ? '' : url.slice(question + 1)),
      headers: plainHeaders(request),
      signedIn: request.headers.authorization === signIn,
    });
    const answer = (): Answer => (below === undefined ? missing : (route(site, asked()) ?? missing));
    if (request.method === 'GET') {
      respond(request, response, quirks, shares, below ?? path, answer).catch(error =>
        response.destroy(error),
      );
      return;
    }
    const failed: Answer = { status: 500, text: 'Internal Server Error', type: 'text/plain' };
    const answerWrite = (body: Buffer, number: number): Answer | 'dropped' => {
      if (strikesAt(quirks.dropBeforeWrite, path, number)) return 'dropped';
      if (strikesAt(quirks.failBeforeWrite, path, number)) return failed;
      const answered = writeTo(site, {
        ...asked(),
        method: request.method ?? '',
        body,
        form: formOf(request, body),
      });
      const took = answered.status === 200 && !at(quirks.ignoreWrites, path);
      if (took) writes.push({ method: request.method ?? '', path, body: readable(request, body) });
      if (strikesAt(quirks.failAfterWrite, path, number)) return failed;
      return strikesAt(quirks.dropAfterWrite, path, number) ? 'dropped' : answered;
    };
    const writeTo = (target: Site, writing: SandboxWriting): Answer => {
      const refusal = Object.entries(quirks.refuse).find(([piece]) => path.includes(piece));
      if (refusal) return errorAnswer(403, refusal[1]);
      if (!at(quirks.ignoreWrites, path)) return write(target, writing) ?? missing;
      return objectAnswer('data', Object.fromEntries(new URLSearchParams(writing.body.toString('utf8'))));
    };
    const formOf = (incoming: IncomingMessage, body: Buffer) =>
      new Form(body.toString('utf8'), incoming.headers['content-type'], quirks.escapeText);
    buffer(request)
      .then(async body => {
        const number = numberOf({
          method: request.method ?? '',
          path: url,
          type: request.headers['content-type'],
          body,
        });
        if (strikesAt(quirks.lateWrite, path, number)) await pause(quirks.lateMs, undefined, { ref: false });
        await respond(request, response, quirks, shares, below ?? path, () => answerWrite(body, number));
      })
      .catch(error => response.destroy(error));
  });
  // Longer than any client keeps a connection: a race between the two would look like a dropped request.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    baseUrl: `http://127.0.0.1:${port}${base}`,
    options: { username, password, groupId },
    requests,
    writes,
    set(quirk, value) {
      Object.assign(quirks, knownQuirks({ [quirk]: value }));
      if (quirk === 'indexLag' || quirk === 'staleEmbedded') {
        ours.views = buildViews(ours.tables, quirks.indexLag, quirks.staleEmbedded);
      }
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const missing: Answer = { status: 404, text: '<html><body>Not found</body></html>', type: 'text/html' };

/** A form as it came; an upload in base64. */
function readable({ headers }: IncomingMessage, body: Buffer): string {
  return body.toString(headers['content-type']?.startsWith('multipart/') ? 'base64' : 'utf8');
}

function createSite(tables: Tables, quirks: Quirks, lag: Lag): Site {
  return {
    tables,
    quirks,
    views: buildViews(tables, quirks.indexLag, quirks.staleEmbedded),
    shapes: createShapes(tables, quirks),
    lag,
  };
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string | undefined> {
  return { 'content-type': headers['content-type'], 'if-none-match': headers['if-none-match'] };
}
