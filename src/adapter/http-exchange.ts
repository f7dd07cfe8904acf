import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import axios from 'axios';
import { RemoteError } from './errors.ts';
import type { HttpAnswer, HttpRequest, HttpSettings } from './http.ts';
import { type Failing, remoteFailure } from './http-failure.ts';
import { JsonExcess, jsonExcess } from './json-bounds.ts';

const unchanged = (data: unknown) => data;
const decoder = new TextDecoder('utf-8');
const startsJson = /^\s{0,100}[{[]/;
/** Characters of a text that was read piece by piece: enough to see a page for people by, and what one says. */
const keptBeginning = 2_000;

/** Sends requests one by one, without waiting, repeating or counting. */
export function createExchange(settings: HttpSettings) {
  const base = new URL(settings.baseUrl);
  const secure = base.protocol === 'https:';
  const connections = { keepAlive: true, maxSockets: settings.concurrency };
  const agents = {
    read: secure ? new https.Agent(connections) : new http.Agent(connections),
    // A kept connection the server has just closed would leave it open whether a write arrived: writes get their own.
    write: secure ? new https.Agent() : new http.Agent(),
  };
  const client = axios.create({
    adapter: 'http',
    // An answer that sends us elsewhere is an answer; following it could carry credentials to another host.
    maxRedirects: 0,
    proxy: false,
    responseType: 'arraybuffer',
    decompress: true,
    transformRequest: [unchanged],
    transformResponse: [unchanged],
    validateStatus: () => true,
    headers: { 'User-Agent': 'dvc-sync' },
  });
  const underWay = new Set<() => void>();
  /** How long readers of ours have worked: nobody is waited for meanwhile, and what came lies unread. */
  let readingMs = 0;

  /** Throws `RemoteError` when there is no answer to read. */
  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    const { label, intent } = request;
    const url = address(settings.baseUrl, base, request);
    const { connectTimeoutMs, answerTimeoutMs, maxAnswerBytes } = settings;
    const failing: Failing = {
      ...{ host: base.host, label, intent, connected: false },
      ...{ connectTimeoutMs, answerTimeoutMs, maxAnswerBytes },
    };
    let sent: http.ClientRequest | undefined;
    const end = (why: 'timeout' | 'aborted') => {
      failing.ended ??= why;
      sent?.destroy(new Error(why));
    };
    const begun = (request: http.ClientRequest) => {
      sent = request;
      if (failing.ended) request.destroy(new Error(failing.ended));
    };
    const abort = () => end('aborted');
    let timer = setTimeout(end, connectTimeoutMs, 'timeout');
    const waited = () => performance.now() - readingMs;
    let sentAt = waited();
    const connected = () => {
      failing.connected = true;
      sentAt = waited();
      clearTimeout(timer);
      timer = setTimeout(late, answerTimeoutMs);
    };
    const late = () => {
      const leftMs = sentAt + answerTimeoutMs - waited();
      if (leftMs > 0) timer = setTimeout(late, leftMs);
      else end('timeout');
    };
    /** What takes the pieces failed, not the remote. */
    let ours: { error: unknown } | undefined;
    const reading = <T>(work: () => T): T => {
      const began = performance.now();
      try {
        return work();
      } catch (error) {
        ours = { error };
        throw error;
      } finally {
        readingMs += performance.now() - began;
      }
    };
    underWay.add(abort);
    try {
      const answer = await client.request<Buffer | Readable>({
        method: request.method,
        url,
        headers: { Accept: '*/*', ...request.headers },
        data: bytesOf(request.body),
        maxContentLength: maxAnswerBytes,
        maxBodyLength: Number.POSITIVE_INFINITY,
        httpAgent: agents[intent],
        httpsAgent: agents[intent],
        transport: watched(secure, begun, connected),
        ...(request.reader && { responseType: 'stream' }),
      });
      const reader = answer.status === 200 ? request.reader : undefined;
      const text = Buffer.isBuffer(answer.data)
        ? decoder.decode(answer.data)
        : await textOf(answer.data, reader, reading);
      const excess = startsJson.test(text) ? jsonExcess(text) : undefined;
      if (excess) throw new JsonExcess(excess);
      return {
        status: answer.status,
        headers: plainHeaders(answer.headers),
        text,
        durationMs: waited() - sentAt,
      };
    } catch (error) {
      // What is left of an answer nobody reads would keep its connection.
      sent?.destroy();
      if (error instanceof JsonExcess)
        throw new RemoteError('too-large', `${base.host}: trả lời ${error.message} (${label})`);
      if (ours) throw ours.error;
      throw error instanceof RemoteError ? error : remoteFailure(error, failing);
    } finally {
      clearTimeout(timer);
      underWay.delete(abort);
    }
  };

  /** Ends everything under way as `aborted` and closes the connections. */
  const stop = () => {
    for (const abort of underWay) abort();
    agents.read.destroy();
    agents.write.destroy();
  };
  return { send, stop };
}

/**
 * What comes next waits until a piece is done with; what was given to a reader, which works inside `reading`, is kept only
 * as far as `keptBeginning`.
 */
async function textOf(
  body: Readable,
  reader: HttpRequest['reader'],
  reading: <T>(work: () => T) => T,
): Promise<string> {
  const decoder = new TextDecoder('utf-8');
  let text = '';
  const give = reader && reading(reader);
  const take = (piece: string) => {
    if (!give) text += piece;
    else if (text.length < keptBeginning) text += piece.slice(0, keptBeginning);
    if (give) reading(() => give(piece));
  };
  for await (const bytes of body) take(decoder.decode(bytes, { stream: true }));
  take(decoder.decode());
  return text;
}

/** The transport that hands its request over, and tells when the connection stands: name looked up, TCP connected, TLS shaken hands. */
function watched(secure: boolean, begun: (request: http.ClientRequest) => void, connected: () => void) {
  return {
    request(
      options: https.RequestOptions,
      answered: (answer: http.IncomingMessage) => void,
    ): http.ClientRequest {
      const request = (secure ? https : http).request(options, answered);
      begun(request);
      request.once('socket', (socket: Socket) => {
        if (request.reusedSocket || !socket.connecting) connected();
        else socket.once(secure ? 'secureConnect' : 'connect', connected);
      });
      return request;
    },
  };
}

function address(baseUrl: string, base: URL, request: HttpRequest): string {
  const absolute = /^https?:/i.test(request.path);
  if (absolute && new URL(request.path).origin !== base.origin) {
    // Addresses may come from answers; credentials must not follow them to another host.
    throw new RemoteError('not-understood', `${base.host}: địa chỉ thuộc máy chủ khác (${request.label})`);
  }
  if (!absolute && !request.path.startsWith('/'))
    throw new TypeError(`path must begin with "/": ${request.path}`);
  const url = absolute ? request.path : baseUrl.replace(/(?<!\/)\/+$/, '') + request.path;
  const query = Object.entries(request.query ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  return query === '' ? url : url + (url.includes('?') ? '&' : '?') + query;
}

function plainHeaders(headers: object): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && value !== null) {
      plain[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
    }
  }
  return plain;
}

function bytesOf(body: HttpRequest['body']): Buffer | undefined {
  if (body === undefined) return undefined;
  return typeof body === 'string' ? Buffer.from(body, 'utf8') : Buffer.from(body);
}
