import type { FastifyRequest } from 'fastify';
import type { App } from './app.ts';
import { limits } from './limits.ts';
import { answerSocket } from './problems/answer.ts';

const lookEvery = 1_000;

/**
 * Closes connections whose request stops half-way: a body of which nothing comes any more, or that takes too long. The
 * platform's own limit holds for whole requests, and has to be long enough for uploads over a slow line.
 */
export function closeHalfSent(app: App): void {
  app.addHook('onRequest', async request => {
    if (bodyComes(request)) watch(request);
  });
}

function bodyComes({ raw, headers }: FastifyRequest): boolean {
  const announced = headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0;
  return announced && !raw.complete;
}

function watch({ raw, headers }: FastifyRequest): void {
  const { socket } = raw;
  const begun = performance.now();
  const upload = headers['content-type']?.startsWith('multipart/') ?? false;
  const longest = upload ? limits.request : limits.bodyTime;
  let received = socket.bytesRead;
  let lately = begun;
  const timer = setInterval(() => {
    const now = performance.now();
    if (raw.complete || socket.destroyed) return clearInterval(timer);
    if (socket.bytesRead !== received) {
      received = socket.bytesRead;
      lately = now;
    }
    if (now - lately < limits.bodyIdle && now - begun < longest) return;
    clearInterval(timer);
    answerSocket(Object.assign(new Error('half-sent'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
  }, lookEvery).unref();
  raw.once('close', () => clearInterval(timer));
}
