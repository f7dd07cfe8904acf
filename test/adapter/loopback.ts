import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import type { Log } from '../../src/adapter/adapter.ts';
import type { HttpSettings } from '../../src/adapter/http.ts';

export interface Loopback {
  baseUrl: string;
  port: number;
  /** Requests that arrived, as `METHOD url`. */
  arrived: string[];
  close(): Promise<void>;
}

/** A real HTTP server on 127.0.0.1; `answer` gets the request and how many came before it. */
export async function startLoopback(
  answer: (request: http.IncomingMessage, response: http.ServerResponse, number: number) => void,
): Promise<Loopback> {
  const arrived: string[] = [];
  const server = http.createServer((request, response) => {
    arrived.push(`${request.method} ${request.url}`);
    request.resume();
    answer(request, response, arrived.length);
  });
  const port = await listen(server);
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    port,
    arrived,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A TCP server that accepts and says nothing. */
export async function startSilence(): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  const port = await listen(server);
  return {
    port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A port of this machine where nobody listens. */
export async function closedPort(): Promise<number> {
  const server = net.createServer();
  const port = await listen(server);
  await new Promise(resolve => server.close(resolve));
  return port;
}

function listen(server: net.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

export const testSettings: Omit<HttpSettings, 'baseUrl'> = {
  concurrency: 8,
  ratePerSecond: 1000,
  connectTimeoutMs: 5_000,
  answerTimeoutMs: 5_000,
  attempts: 3,
  maxAnswerBytes: 64 * 1024 * 1024,
  secrets: [],
};

/** Collects what is logged, as text. */
export function listeningLog(): Log & { lines: string[] } {
  const lines: string[] = [];
  const write = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`);
  return { lines, debug: write, info: write, warn: write };
}
