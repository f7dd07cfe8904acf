import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { RunningSandbox, SandboxSeed, SandboxWrite } from '../seed.ts';
import { numberWrites } from '../strikes.ts';
import { type Answer, bare } from './answer.ts';
import { createAnswers } from './answers.ts';
import { at, createQuirks, type Quirks, setQuirk, strikesAt } from './quirks.ts';
import { account } from './sessions.ts';
import { createState } from './state.ts';

/** What an exception says that passes. */
const failed = 'Transaction was deadlocked on lock resources.';

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
  const writes: SandboxWrite[] = [];
  const numberOf = numberWrites();

  /** Answers, unless the connection breaks before or after; notes what took effect. */
  const answerWrite = (
    request: http.IncomingMessage,
    url: URL,
    body: string,
    number: number,
  ): Answer | 'dropped' => {
    const path = url.pathname.toLowerCase();
    if (strikesAt(quirks.dropBeforeWrite, path, number)) return 'dropped';
    if (strikesAt(quirks.failBeforeWrite, path, number)) return bare(500, failed);
    const answered = answer(request, url, body);
    const took = answered.status < 300 && !at(quirks.ignoreWrites, path);
    if (took) writes.push({ method: request.method ?? '', path: url.pathname, body });
    if (strikesAt(quirks.failAfterWrite, path, number)) return bare(500, failed);
    return strikesAt(quirks.dropAfterWrite, path, number) ? 'dropped' : answered;
  };

  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    requests.set(url.pathname, (requests.get(url.pathname) ?? 0) + 1);
    try {
      const body = request.method === 'GET' ? '' : await text(request);
      if (quirks.delayMs > 0) await new Promise(resolve => setTimeout(resolve, quirks.delayMs));
      const writing = request.method !== 'GET' && !url.pathname.startsWith('/api/tokens');
      const path = url.pathname.toLowerCase();
      const sent = { method: request.method ?? '', path: url.href, type: undefined, body: Buffer.from(body) };
      const number = writing ? numberOf(sent) : 0;
      if (writing && strikesAt(quirks.lateWrite, path, number)) {
        await new Promise(resolve => setTimeout(resolve, quirks.lateMs));
      }
      send(request, response, quirks, path, () =>
        writing ? answerWrite(request, url, body, number) : answer(request, url, body),
      );
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
    writes,
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
  answer: () => Answer | 'dropped',
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
    const answered = answer();
    if (answered === 'dropped') {
      request.socket.destroy();
      return;
    }
    const { status, body, bare } = answered;
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
