import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunningSandbox } from '../seed.ts';
import { strikes } from '../strikes.ts';
import { type Answer, page, singlePage } from './answer.ts';
import { at, createQuirks, setQuirk } from './quirks.ts';
import { apiPath, createRoutes } from './routes.ts';
import type { PortalSeed } from './seed.ts';
import { createState } from './state.ts';
import { createWall } from './wall.ts';

/** A request as it arrived. */
export interface Visit {
  method: string;
  /** Without query. */
  path: string;
  body: string;
  headers: http.IncomingHttpHeaders;
  /** Milliseconds since 1970. */
  at: number;
}

export interface RunningPortal extends RunningSandbox {
  /** All of them in order, also those that were refused or dropped. */
  readonly visits: readonly Visit[];
}

const firstPage = '/thu-tuc-hanh-chinh';
const robots =
  'User-agent: *\nAllow: /\nDisallow: /ho-so-cong-dan/\nDisallow: /nop-ho-so\nDisallow: /tao-ho-so\nDisallow: /sua-ho-so/\nDisallow: /sso\nDisallow: /dang-nhap\nDisallow: /assets/\n';

/**
 * The national portal of 2026 on 127.0.0.1, written from its contract alone (`quirks.ts` tells what can be switched).
 * `baseUrl` is its origin.
 */
export async function startSandbox(
  seed: PortalSeed,
  changed: Record<string, unknown> = {},
): Promise<RunningPortal> {
  const quirks = createQuirks(changed);
  const answer = createRoutes(createState(seed), quirks);
  const wall = createWall(quirks);
  const requests = new Map<string, number>();
  const visits: Visit[] = [];
  let calls = 0;

  const serve = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const path = (request.url ?? '/').replace(/\?.*$/s, '');
    const { headers, method = '' } = request;
    requests.set(path, (requests.get(path) ?? 0) + 1);
    const body = await text(request);
    visits.push({ method, path, body, headers, at: Date.now() });
    const call = path.startsWith(apiPath) ? ++calls : 0;
    if (quirks.delayMs > 0) await pause(quirks.delayMs, undefined, { ref: false });
    if (at(quirks.hang, path)) return;
    if (at(quirks.down, path) || (call > 0 && strikes(quirks.dropShare, call - 1))) {
      request.socket.destroy();
      return;
    }
    if (quirks.hugeAnswer > 0 && call > 0) return sendFiller(response, quirks.hugeAnswer);
    const refused = at(quirks.refuse, path) || (call > 0 && !wall.passes(headers, call));
    const given = refused ? wall.refuse() : (outage(call, path) ?? answered(method, path, body));
    if (given === 'dropped') request.socket.destroy();
    else if (given !== 'silence') {
      const cookie = path === firstPage && !refused ? wall.cookie() : wall.renewed(headers);
      if (cookie !== undefined) response.setHeader('Set-Cookie', cookie);
      send(response, given, at(quirks.cut, path), quirks.status200);
    }
  };

  const outage = (call: number, path: string): Answer | undefined => {
    if (at(quirks.unavailable, path) || (call > 0 && strikes(quirks.unavailableShare, call - 1))) {
      return page(503, '503 Service Temporarily Unavailable');
    }
    return quirks.htmlCalls.includes(call) || at(quirks.html, path) ? singlePage : undefined;
  };

  const answered = (method: string, path: string, body: string): Answer | 'silence' => {
    if (path.startsWith(apiPath)) return answer(method, path, body);
    if (path === '/robots.txt') return { status: 200, page: robots };
    return path === firstPage ? singlePage : page(404, 'Không tìm thấy trang');
  };

  const server = http.createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  // Longer than any client keeps a connection: a race between the two would look like a dropped request.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    options: {},
    requests,
    visits,
    set: (quirk, value) => setQuirk(quirks, quirk, value),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: http.ServerResponse, answer: Answer, cut = false, status200 = false): void {
  const status = status200 && answer.status === 201 ? 200 : answer.status;
  const words = 'page' in answer ? answer.page : JSON.stringify(answer.body);
  const type = !('page' in answer) ? 'application/json' : words === robots ? 'text/plain' : 'text/html';
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` });
  response.end(cut ? words.slice(0, words.length / 2) : words);
}

/** Written piece by piece: nobody has that much memory to spare. */
function sendFiller(response: http.ServerResponse, bytes: number): void {
  const piece = Buffer.alloc(64 * 1024, ' ');
  response.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': bytes });
  let left = bytes;
  const go = (): void => {
    while (left > 0) {
      left -= piece.length;
      if (!response.write(left < 0 ? piece.subarray(0, left) : piece)) return void response.once('drain', go);
    }
    response.end();
  };
  go();
}
