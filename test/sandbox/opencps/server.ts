import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Quirks } from './quirks.ts';
import { type Answer, longListJson, shapedValue, singleAsObject, toXml } from './wire.ts';

const page =
  '<!DOCTYPE html>\n<html><head><title>Bảo trì</title></head><body>Hệ thống đang bảo trì</body></html>';
const usualFiller = 200 * 1024 * 1024;

/**
 * Turns a share into "now or not" evenly and without chance: 0.25 says yes to every fourth request. What was struck is
 * spared when it is sent again: nobody has bad luck for ever.
 */
export function createShares(): (name: string, share: number | boolean, url: string) => boolean {
  const sums = new Map<string, number>();
  const struck = new Set<string>();
  return (name, share, url) => {
    if (Number(share) < 1 && struck.delete(`${name} ${url}`)) return false;
    const sum = (sums.get(name) ?? 0) + Number(share);
    sums.set(name, sum >= 1 ? sum - 1 : sum);
    if (sum >= 1) struck.add(`${name} ${url}`);
    return sum >= 1;
  };
}

/** Writes an answer with the faults that are switched on. */
export async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  quirks: Quirks,
  shares: ReturnType<typeof createShares>,
  path: string,
  answer: () => Answer | 'dropped',
): Promise<void> {
  const hits = (name: string, share: number | boolean) => shares(name, share, request.url!);
  if (quirks.delayMs > 0) await pause(quirks.delayMs, undefined, { ref: false });
  const filtered = /[?&](service|keyword)=[^&]/.test(request.url!);
  const fault = quirks.faults[path] ?? (filtered ? undefined : quirks.faults[`${path}?`]);
  if (quirks.down || fault === 'drop' || hits('drop', quirks.dropConnectionShare)) {
    request.socket.destroy();
    return;
  }
  if (typeof fault === 'number') return send(response, fault, 'text/html', page);
  if (typeof fault === 'string') return send(response, 200, 'application/json', fault);
  if (hits('fail', quirks.failShare)) return send(response, 503, 'text/html', page);
  if (hits('html', quirks.html)) return send(response, 200, 'text/html;charset=UTF-8', page);
  if (quirks.hugeAnswer) {
    return sendFiller(response, quirks.hugeAnswer === true ? usualFiller : quirks.hugeAnswer);
  }
  const given = answer();
  if (given === 'dropped') {
    request.socket.destroy();
    return;
  }
  const asXml = !given.asJson && (quirks.xml || /xml/.test(request.headers.accept ?? ''));
  const pieces = asXml ? undefined : longListJson(given);
  if (pieces) {
    response.writeHead(given.status, { 'Content-Type': 'application/json;charset=UTF-8' });
    // Who asked may have hung up.
    await pipeline(Readable.from(pieces), response).catch(() => response.destroy());
    return;
  }
  const body = bodyOf(given, quirks, asXml);
  const type = given.type ?? (asXml ? 'application/xml' : 'application/json');
  const cut = hits('cut', quirks.cut) ? body.slice(0, Math.floor(body.length / 2)) : body;
  send(response, given.status, `${type};charset=UTF-8`, cut, given.headers);
}

function bodyOf(answer: Answer, quirks: Quirks, asXml: boolean): string {
  if (answer.text !== undefined) return answer.text;
  const value = shapedValue(answer);
  if (asXml) return toXml(answer.root ?? 'data', value);
  return JSON.stringify(quirks.singleAsObject && !answer.asJson ? singleAsObject(value) : value);
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

/** Valid JSON as far as anybody reads it; stops when the client hangs up. */
function sendFiller(response: ServerResponse, bytes: number): void {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.write('{"total":1,"data":[{"serviceName":"');
  const chunk = 'x'.repeat(64 * 1024);
  let left = bytes;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.length;
      if (!response.write(chunk)) {
        response.once('drain', more);
        return;
      }
    }
    response.end('"}]}');
  };
  more();
}
