import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningSandbox, SandboxSeed } from '../../src/adapter/sandbox.ts';
import { knownQuirks, type Quirks, usualQuirks } from './sandbox/quirks.ts';
import { route, type Site } from './sandbox/routes.ts';
import { seedTables } from './sandbox/seed.ts';
import { createShares, respond } from './sandbox/server.ts';
import { createShapes } from './sandbox/shapes.ts';
import { emptyTables, type Tables } from './sandbox/tables.ts';
import { buildViews } from './sandbox/views.ts';
import type { Answer } from './sandbox/wire.ts';

const base = '/o/rest/v2';
const groupId = 20143;
const username = 'dvc-sync@cantho.gov.vn';
const password = 'sandbox-mot-cua';

/** A server on loopback that speaks the read side of OpenCPS v2, with its faults (quirks: `sandbox/quirks.ts`). */
export async function startSandbox(
  seed: SandboxSeed,
  changed: Record<string, unknown> = {},
): Promise<RunningSandbox> {
  const quirks: Quirks = { ...usualQuirks, ...knownQuirks(changed) };
  const ours = createSite(seedTables(seed, quirks.escapeText), quirks);
  // Another or no groupId is not refused; it sees an empty site.
  const empty = createSite(emptyTables(), quirks);
  const requests = new Map<string, number>();
  const shares = createShares();
  const signIn = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    const question = url.indexOf('?');
    const path = question < 0 ? url : url.slice(0, question);
    requests.set(path, (requests.get(path) ?? 0) + 1);
    const below = path.startsWith(`${base}/`) ? path.slice(base.length) : undefined;
    const answer = (): Answer => {
      if (below === undefined || request.method !== 'GET') return missing;
      const site = Number(request.headers.groupid) === groupId ? ours : empty;
      return (
        route(site, {
          segments: below.slice(1).split('/').map(decodeURIComponent),
          query: new URLSearchParams(question < 0 ? '' : url.slice(question + 1)),
          headers: plainHeaders(request),
          signedIn: request.headers.authorization === signIn,
        }) ?? missing
      );
    };
    respond(request, response, quirks, shares, below ?? path, answer).catch(error => response.destroy(error));
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

function createSite(tables: Tables, quirks: Quirks): Site {
  return {
    tables,
    quirks,
    views: buildViews(tables, quirks.indexLag, quirks.staleEmbedded),
    shapes: createShapes(tables, quirks),
  };
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string | undefined> {
  return { 'content-type': headers['content-type'], 'if-none-match': headers['if-none-match'] };
}
