import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { RunningSandbox, SandboxSeed } from '../../src/adapter/sandbox.ts';
import { type Answer, createAnswers } from './sandbox/answers.ts';
import { at, createQuirks, type Quirks, setQuirk } from './sandbox/quirks.ts';
import { account } from './sandbox/sessions.ts';
import { createState } from './sandbox/state.ts';

/**
 * A portal on 127.0.0.1 that speaks the platform's protocol, with its documented faults switched on. `changed` sets
 * quirks by name (`sandbox/quirks.ts`).
 */
export async function startSandbox(
  seed: SandboxSeed,
  changed: Record<string, unknown> = {},
): Promise<RunningSandbox> {
  const quirks = createQuirks(changed);
  const answer = createAnswers(createState(seed), quirks);
  const requests = new Map<string, number>();
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    requests.set(url.pathname, (requests.get(url.pathname) ?? 0) + 1);
    try {
      const body = request.method === 'GET' ? '' : await text(request);
      if (quirks.delayMs > 0) await new Promise(resolve => setTimeout(resolve, quirks.delayMs));
      send(request, response, quirks, url.pathname.toLowerCase(), () => answer(request, url, body));
    } catch {
      response.destroy();
    }
  });
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    options: { ...account },
    requests,
    set: (quirk, value) => setQuirk(quirks, quirk, value),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  quirks: Quirks,
  path: string,
  answer: () => Answer,
): void {
  if (at(quirks.down, path)) {
    request.socket.destroy();
  } else if (at(quirks.hang, path)) {
    // Neither an answer nor an end; the server's close ends it.
  } else if (at(quirks.html, path)) {
    response
      .setHeader('Content-Type', 'text/html; charset=utf-8')
      .end('<!DOCTYPE html><h1>Bảo trì hệ thống</h1>');
  } else if (quirks.hugeAnswer > 0) {
    sendHuge(response, quirks.hugeAnswer);
  } else {
    const { status, body, bare } = answer();
    const plain = bare && request.headers.accept !== 'application/json';
    const words = body === undefined ? '' : plain ? String(body) : JSON.stringify(body);
    response.writeHead(status, {
      'Content-Type': plain ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
      'api-supported-versions': '1.0',
    });
    response.end(at(quirks.cut, path) ? words.slice(0, words.length / 2) : words);
  }
}

function sendHuge(response: http.ServerResponse, bytes: number): void {
  const piece = ' '.repeat(65_536);
  let left = bytes;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= piece.length;
      if (!response.write(piece)) return;
    }
    if (!response.destroyed) response.end('{}');
  };
  response.on('drain', more);
  more();
}
