import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf, networkOf } from '../../src/server/sign-in/address.ts';
import { createCounter } from '../../src/server/sign-in/counter.ts';
import { listAudit } from '../../src/store/access/audit.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { type MadeFile, storeFile } from '../store/support.ts';
import { parts } from './parts.ts';
import { type Running, runServer } from './running.ts';

describe('a request of somebody who means no good', () => {
  let server: Running;
  let store: Store;
  let key: string;
  let file: MadeFile;
  beforeAll(async () => {
    file = await storeFile();
    store = await openStore(file.settings);
    server = await runServer(store, parts, 'server: { trustProxy: [127.0.0.1] }');
    key = await server.key('operator');
  });
  afterAll(async () => {
    await server.close();
    await store.close();
    await file.drop();
  });

  /** What comes back on a bare connection, until the other side ends it. */
  function raw(text: string): Promise<string> {
    const { port, hostname } = new URL(server.url);
    return new Promise((done, failed) => {
      let answer = '';
      const socket = connect(Number(port), hostname, () => socket.write(text));
      socket.setEncoding('utf8');
      socket.on('data', part => {
        answer += part;
      });
      socket.on('error', failed);
      socket.on('close', () => done(answer));
    });
  }
  const head = (line: string, ...more: string[]) =>
    `${[line, 'Host: 127.0.0.1', 'Connection: close', ...more].join('\r\n')}\r\n\r\n`;

  it.concurrent.each([
    ['nothing of the body', ''],
    ['half of the body', '{"kind":"rec'],
  ])('who sends %s and stops is answered and cut off in seconds', async (_what, body) => {
    const answer = await raw(
      head(
        'POST /v1/runs HTTP/1.1',
        `Authorization: Bearer ${key}`,
        'Content-Type: application/json',
        'Content-Length: 1000',
      ).replace('Connection: close\r\n', '') + body,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('/problems/timeout');
  });

  it('who breaks off in the middle of a body is not taken for a database that does', async () => {
    const { configuration, logged } = server;
    const { store: settings } = configuration;
    configuration.store = { driver: 'postgres', url: 'postgres://127.0.0.1/none' };
    try {
      const from = logged.length;
      const { port, hostname } = new URL(server.url);
      const lines = [
        `Authorization: Bearer ${key}`,
        'Content-Type: application/json',
        'Content-Length: 1000',
      ];
      const socket = connect(Number(port), hostname, () =>
        socket.write(`${head('POST /v1/runs HTTP/1.1', ...lines)}{`),
      );
      await expect.poll(() => socket.bytesWritten).toBeGreaterThan(0);
      // Each is answered after what came before it on the other line.
      for (let times = 0; times < 3; times++) await server.get('/health');
      socket.destroy();
      for (let times = 0; times < 3; times++) await server.get('/health');
      expect(logged.slice(from).filter(({ level }) => Number(level) >= 50)).toEqual([]);
    } finally {
      configuration.store = settings;
    }
  });

  it('who stops in the middle of a chunked upload, or has no right to send any, is cut off too', async () => {
    const upload = (authorization: string) =>
      raw(
        `${head(
          'POST /v1/reviews HTTP/1.1',
          authorization,
          'Content-Type: multipart/form-data; boundary=x',
          'Transfer-Encoding: chunked',
        ).replace('Connection: close\r\n', '')}5\r\n--x\r\n\r\n`,
      );
    const [allowed, stranger] = await Promise.all([
      upload(`Authorization: Bearer ${key}`),
      upload('Accept: */*'),
    ]);
    expect(allowed).toMatch(/^HTTP\/1\.1 4/);
    expect(stranger).toMatch(/^HTTP\/1\.1 401 /);
  });

  it.each(['Host: 127.0.0.1', 'host: elsewhere.example'])('two hosts are refused: %s', async second => {
    expect(await raw(head('GET /v1/runs HTTP/1.1', second))).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('two keys are refused', async () => {
    const twice = [`Authorization: Bearer ${key}`, 'Authorization: Bearer x'];
    expect(await raw(head('GET /v1/runs HTTP/1.1', ...twice))).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(head('GET /v1/runs HTTP/1.1', twice[0]!))).toMatch(/^HTTP\/1\.1 200 /);
  });

  const part = (name: string, content = 'x', more = `; filename="${name}"`) =>
    `--b\r\nContent-Disposition: form-data; name="f"${more}\r\nContent-Type: text/csv\r\n\r\n${content}\r\n`;
  const upload = async (body: string, type = 'multipart/form-data; boundary=b') => {
    const answer = await fetch(`${server.url}/v1/reviews?dryRun=true`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': type },
      body,
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, never> };
  };

  it.each([
    ['without an end', part('a.csv')],
    ['cut in its head', '--b\r\nContent-Disposition: form-data; na'],
    ['with a head that is none', '--b\r\n\u0001: x\r\n\r\nx\r\n--b--\r\n'],
    ['empty', ''],
    ['of another boundary', part('a.csv').replaceAll('--b', '--c')],
    ['with nothing in it', '--b--\r\n'],
    ['with a field', `${part('', 'x', '')}--b--\r\n`],
    ['with a second file', `${part('a.csv')}${part('b.csv')}--b--\r\n`],
    ['with a field behind the file', `${part('a.csv')}${part('', 'x', '')}--b--\r\n`],
  ])('an upload %s is the sender’s mistake', async (_what, body) => {
    const answer = await upload(body);
    expect([answer.status, answer.body.type]).toEqual([400, '/problems/malformed-request']);
  });

  it.each(['multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; boundary="'])(
    'an upload of the type %s is the sender’s mistake',
    async type => expect((await upload(part('a.csv'), type)).status).toBe(400),
  );

  it('the name of an upload comes back clean and short', async () => {
    const named = async (name: string) =>
      (await upload(`${part(name)}--b--\r\n`)).body.file as never as { name: string };
    expect((await named('../../etc/\u001b]0;x\u0007danh\u202emục.csv')).name).toBe(']0;xdanhmục.csv');
    expect(Array.from((await named(`${'d'.repeat(5_000)}.csv`)).name)).toHaveLength(80);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'the sign-in page has no words for ?problem=%s but its own',
    async problem => {
      const page = await (await server.get(`/sign-in?problem=${problem}`)).text();
      expect(page).toContain('Chưa đăng nhập được; thử lại.');
      expect(page).not.toMatch(/function|\[object/);
    },
  );

  it.each(['/docs/static/none.js', '/docs/static', '/docs/static/%2e%2e/index.js', '/docs/none'])(
    'an unknown address of the documentation is not there: %s',
    async path => {
      const answer = await server.get(path);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    },
  );

  it('only an address counts as one, and only of a proxy we trust', async () => {
    const failing = (forwarded: string) =>
      fetch(`${server.url}/v1/runs`, {
        headers: { authorization: `Bearer dvcs_${forwarded.length}`, 'x-forwarded-for': forwarded },
      });
    const origin = async () => (await listAudit(store, 1))[0]?.origin;
    for (const [forwarded, told] of [
      ['203.0.113.7', '203.0.113.7'],
      ['198.51.100.1, 203.0.113.8', '203.0.113.8'],
      ['203.0.113.9:51712', '203.0.113.9'],
      ['[2001:db8::7]:443', '2001:db8::7'],
    ]) {
      expect((await failing(forwarded!)).status).toBe(401);
      expect(await origin()).toBe(`api ${told}`);
    }
    for (const forwarded of ['<script>', 'unknown', '203.0.113.9, evil', '1.2.3.4.5'])
      expect((await failing(forwarded)).status).toBe(401);
    expect(await origin()).toBe('api 127.0.0.1');
  });

  it('a key of the audit trail that is gone is said, without the inside, and is no fault of the service', async () => {
    const admin = await server.key('admin');
    server.configuration.audit.keyFile = '/nowhere/audit.key';
    try {
      const answer = await server.get('/v1/audit/verification', admin);
      expect(answer.status).toBe(503);
      const said = await answer.text();
      expect(said).toContain('nhật ký kiểm tra');
      expect(said).not.toContain('/nowhere');
      expect(server.logged.filter(({ level }) => level === 50)).toEqual([
        expect.objectContaining({
          err: expect.objectContaining({ params: { why: 'missing', file: '/nowhere/audit.key' } }),
        }),
      ]);
    } finally {
      delete server.configuration.audit.keyFile;
    }
    expect((await server.get('/v1/audit/verification', admin)).status).toBe(200);
  });

  it('wherever TLS is in front the session is kept from everything else', async () => {
    const cookie = async (headers: Record<string, string>) => {
      const answer = await fetch(`${server.url}/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'sec-fetch-site': 'same-origin', ...headers },
        body: new URLSearchParams({ credential: key }),
      });
      return answer.headers.get('set-cookie')!;
    };
    const strict = /^__Host-dvc_sync_session=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/;
    expect(await cookie({})).toMatch(/^dvc_sync_session=(?!.*Secure)/);
    expect(await cookie({ 'x-forwarded-proto': 'https' })).toMatch(strict);
    expect(await cookie({ forwarded: 'for=1.2.3.4;proto=https' })).toMatch(strict);
    expect(await cookie({ 'x-forwarded-host': 'dvc.example.vn' })).toMatch(strict);
    server.configuration.server.publicUrl = 'https://dvc.example.vn';
    try {
      const kept = await cookie({});
      expect(kept).toMatch(strict);
      const get = (value: string) => fetch(`${server.url}/v1/runs`, { headers: { cookie: value } });
      const [value] = kept.split(';');
      expect((await get(value!)).status).toBe(200);
      // One that anybody beside us could have set.
      expect((await get(value!.replace('__Host-', ''))).status).toBe(401);
    } finally {
      delete server.configuration.server.publicUrl;
    }
  });
});

describe('who guesses', () => {
  it('is one network: an address of IPv4, a /64 of IPv6', () => {
    expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
    for (const address of ['2001:db8:1:2::1', '2001:0DB8:0001:0002:ffff:1:2:3', '2001:db8:1:2:0:0:1.2.3.4'])
      expect(networkOf(address)).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
    expect(addressOf({ ip: '::ffff:203.0.113.7' })).toBe('203.0.113.7');
  });

  it('is not forgotten for however many others come within the minute', () => {
    let now = 0;
    const counter = createCounter(() => new Date(now));
    for (let n = 0; n < 3; n++) expect(counter.exceeded('a', 3)).toBeUndefined();
    for (let n = 0; n < 150_000; n++) counter.exceeded(`other ${n}`, 1);
    expect(counter.exceeded('a', 3)).toBe(60);
    // Those beyond what is kept apart are counted together.
    expect(counter.exceeded('a new one', 3)).toBe(60);
    now = 60_000;
    expect(counter.exceeded('a', 3)).toBeUndefined();
  });
});
