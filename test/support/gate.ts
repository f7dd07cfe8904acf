import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands before a server: counts what is under way at once and can hold requests back. */
export interface Gate {
  /** The same address as the server's, with the gate's port. */
  baseUrl: string;
  /** Most requests under way at once so far. */
  mostAtOnce: number;
  /** Requests that have come so far. */
  came: number;
  /** From the so manieth on no request gets through until `open`. */
  holdFrom: number;
  open(): void;
  close(): Promise<void>;
}

export async function startGate(baseUrl: string): Promise<Gate> {
  const behind = new URL(baseUrl);
  let underWay = 0;
  let { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const server = http.createServer((request, response) => {
    underWay++;
    // A killed process's connections close; on a busy machine that may be heard together with what came after it.
    setImmediate(() =>
      setImmediate(() => {
        gate.mostAtOnce = Math.max(gate.mostAtOnce, underWay);
      }),
    );
    response.once('close', () => underWay--);
    gate.came++;
    void (gate.came >= gate.holdFrom ? opened : Promise.resolve()).then(() => pass(request, response));
  });
  const pass = (request: http.IncomingMessage, response: http.ServerResponse) => {
    if (response.destroyed) return;
    const { method, url, headers } = request;
    const onward = http.request(
      { host: behind.hostname, port: behind.port, method, path: url, headers },
      answer => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      },
    );
    onward.once('error', () => response.destroy());
    request.pipe(onward);
  };
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const outside = new URL(baseUrl);
  outside.port = String((server.address() as AddressInfo).port);
  const gate: Gate = {
    baseUrl: outside.href.replace(/\/$/, ''),
    mostAtOnce: 0,
    came: 0,
    holdFrom: Number.POSITIVE_INFINITY,
    open() {
      gate.holdFrom = Number.POSITIVE_INFINITY;
      open();
      ({ promise: opened, resolve: open } = Promise.withResolvers<void>());
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return gate;
}
