import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningSandbox, SandboxSeed } from '../seed.ts';
import { type Asked, answerService, createBooks } from './books.ts';
import { readQuirks, touches } from './quirks.ts';
import { sendHtml, sendHuge, sendRows, sendText, sendTrouble } from './replies.ts';

const basePath = '/VXPAdapter/RestService/forward';
const account = { username: 'sotttt', password: 'mat-khau-thu-nghiem' };
const dstcode = 'VN:GOV:000.00.00.G22:vpcpdvcprovider';
const bearerToken = 'the-thu-nghiem';
const paths = { loginPath: '/mapi/login', callPath: '/mapi/g', sharePath: '/mapi/share' };

/**
 * A server on loopback that speaks both ways in. Quirks (`sandbox/quirks.ts`) may be given at start or changed with
 * `set`; the defaults are the documented behaviour, session expiry included. `way: 'gateway'` changes which options
 * are handed out.
 */
export async function startSandbox(
  seed: SandboxSeed,
  changed: Record<string, unknown> = {},
): Promise<RunningSandbox> {
  const quirks = readQuirks(changed);
  const books = createBooks(seed);
  const requests = new Map<string, number>();
  /** Session → calls it has served. */
  const sessions = new Map<string, number>();

  const server = createServer((request, response) => {
    handle(request, response).catch(error => response.destroy(error));
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    requests.set(url.pathname, (requests.get(url.pathname) ?? 0) + 1);
    const body = await readBody(request);
    if (quirks.delayMs > 0) await new Promise(resolve => setTimeout(resolve, quirks.delayMs));
    if (quirks.down) return void request.socket.destroy();
    const path = url.pathname.startsWith(basePath) ? url.pathname.slice(basePath.length) : '';
    if (request.method === 'POST') return session(path, body, request, url, response);
    const known = request.headers.authorization === `Bearer ${bearerToken}`;
    if (!known || quirks.tokenRefused) return sendText(response, 401, '');
    const query = url.searchParams;
    await serve(
      {
        way: 'gateway',
        service: path.slice(1).replace(/DonVi$/, ''),
        key: query.get('maTTHC') ?? query.get('idQDCB') ?? '',
      },
      response,
    );
  }

  async function session(
    path: string,
    body: Record<string, unknown>,
    request: IncomingMessage,
    url: URL,
    response: ServerResponse,
  ): Promise<void> {
    const sent = quirks.requireQueryDstcode ? url.searchParams.get('dstcode') : request.headers.dstcode;
    if (sent !== dstcode) return sendText(response, 200, '<html><body>No such service</body></html>');
    if (path === paths.loginPath) return login(body, response);
    if (path !== paths.callPath && path !== paths.sharePath) return sendText(response, 404, '');
    const served = sessions.get(String(body.session));
    if (served === undefined || served >= quirks.sessionCalls || quirks.expireAlways) {
      return sendTrouble(response, quirks.expiryShape, quirks);
    }
    sessions.set(String(body.session), served + 1);
    await serve(
      { way: 'session', service: String(body.service), key: String(body.maTTHC ?? body.idQDCB ?? '') },
      response,
    );
  }

  function login(body: Record<string, unknown>, response: ServerResponse): void {
    if (touches(quirks.html, 'login')) {
      sendHtml(response);
    } else if (body.username !== account.username || body.password !== account.password) {
      sendText(response, 200, JSON.stringify({ error_code: 3, message: 'Sai tên đăng nhập hoặc mật khẩu' }));
    } else {
      const id = crypto.randomUUID();
      sessions.set(id, 0);
      sendText(response, 200, JSON.stringify({ session: id, error_code: 0 }));
    }
  }

  async function serve(asked: Asked, response: ServerResponse): Promise<void> {
    const isList = asked.service === 'LayDanhSachTTHC';
    if (isList) await new Promise(resolve => setTimeout(resolve, quirks.slowList));
    if (isList && quirks.hugeAnswer > 0) return sendHuge(response, quirks.hugeAnswer);
    if (touches(quirks.html, asked.service) || touches(quirks.html, asked.key)) return sendHtml(response);
    if (touches(quirks.missingResultFor, asked.key)) return sendTrouble(response, 'missing-result', quirks);
    if (touches(quirks.errorFor, asked.key) || touches(quirks.errorFor, asked.service)) {
      return sendTrouble(response, 'code', quirks);
    }
    const rows = answerService(books, asked, quirks);
    if (rows === undefined) return sendTrouble(response, 'code', quirks);
    sendRows(response, rows, asked, quirks);
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}${basePath}`,
    options:
      quirks.way === 'gateway'
        ? { way: 'gateway', listPath: `/LayDanhSachTTHCDonVi?maDonVi=${seed.locality}`, bearerToken }
        : {
            ...paths,
            ...account,
            unitCode: seed.locality,
            dstcode,
            routing: quirks.requireQueryDstcode ? 'query' : 'header',
          },
    requests,
    set(quirk, value) {
      Object.assign(quirks, readQuirks({ ...quirks, [quirk]: value }));
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}
