import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { RemoteError } from '../../src/adapter/errors.ts';
import type { HttpRequest, HttpSettings } from '../../src/adapter/http.ts';
import { type ClientLimits, createHttpClient, type OwnHttpClient } from '../../src/adapter/http-client.ts';
import { closedPort, listeningLog, startLoopback, startSilence, testSettings } from './loopback.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const quick: Partial<ClientLimits> = { firstWaitMs: 1, longestWaitMs: 20 };

function client(
  settings: Partial<HttpSettings> & { baseUrl: string },
  limits: Partial<ClientLimits> = quick,
  log = listeningLog(),
): OwnHttpClient {
  const made = createHttpClient({ ...testSettings, ...settings }, log, limits);
  open.push(made);
  return made;
}

async function server(...parameters: Parameters<typeof startLoopback>) {
  const started = await startLoopback(...parameters);
  open.push(started);
  return started;
}

const read: HttpRequest = { method: 'GET', path: '/list', intent: 'read', label: 'LayThuTuc 1.004194' };
const write: HttpRequest = {
  method: 'POST',
  path: '/level',
  intent: 'write',
  label: 'đặt mức độ',
  body: 'x=1',
};

async function failure(sending: Promise<unknown>): Promise<RemoteError> {
  return sending.then(
    () => expect.unreachable('should have failed'),
    (error: RemoteError) => error,
  );
}

describe('an answer', () => {
  it('comes back whatever its status, decoded, with lower-case headers', async () => {
    const { baseUrl } = await server((_request, response) => {
      response.writeHead(404, { 'X-Kind': 'plain' }).end('không có thủ tục');
    });
    const answer = await client({ baseUrl }).send(read);
    expect(answer).toMatchObject({ status: 404, text: 'không có thủ tục' });
    expect(answer.headers['x-kind']).toBe('plain');
  });

  it('is unpacked when it was compressed', async () => {
    const { baseUrl } = await server((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('{"mức":4}'));
    });
    expect((await client({ baseUrl }).send(read)).text).toBe('{"mức":4}');
  });

  it('that points elsewhere is handed back, not followed', async () => {
    const elsewhere = await server((_request, response) => response.end('secret place'));
    const { baseUrl } = await server((_request, response) => {
      response.writeHead(302, { Location: elsewhere.baseUrl }).end();
    });
    expect((await client({ baseUrl }).send(read)).status).toBe(302);
    expect(elsewhere.arrived).toEqual([]);
  });

  it('is asked for below the base path, with the query encoded and empty parameters left out', async () => {
    const { baseUrl, arrived } = await server((_request, response) => response.end());
    const http = client({ baseUrl: `${baseUrl}/o/rest/v2/` });
    await http.send({ ...read, query: { keyword: 'hộ tịch&x', start: 0, end: undefined } });
    await http.send({ ...read, path: `${baseUrl}/o/other?a=1`, query: { b: true } });
    expect(arrived).toEqual([
      'GET /o/rest/v2/list?keyword=h%E1%BB%99%20t%E1%BB%8Bch%26x&start=0',
      'GET /o/other?a=1&b=true',
    ]);
  });

  it('of another host is never asked for', async () => {
    const { baseUrl, arrived } = await server((_request, response) => response.end());
    const error = await failure(
      client({ baseUrl: 'http://127.0.0.1:9' }).send({ ...read, path: `${baseUrl}/x` }),
    );
    expect(error.kind).toBe('not-understood');
    expect(arrived).toEqual([]);
  });
});

describe('an answer that is read piece by piece', () => {
  const long = JSON.stringify({ tên: 'Đăng ký khai sinh ở Cần Thơ '.repeat(5_000) });
  const bytes = Buffer.from(long);

  it('comes whole whatever its pieces, letters cut in two included, and only its beginning is kept', async () => {
    const { baseUrl } = await server(async (_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'identity' });
      for (let at = 0; at < bytes.length; at += 1_001) {
        response.write(bytes.subarray(at, at + 1_001));
        if (at % 10_010 === 0) await new Promise(setImmediate);
      }
      response.end();
    });
    const pieces: string[] = [];
    const { text } = await client({ baseUrl }).send({ ...read, reader: () => piece => pieces.push(piece) });
    expect(pieces.join('') === long).toBe(true);
    expect([pieces.length > 10, long.startsWith(text), text.length < 100_000]).toEqual([true, true, true]);
  });

  it('comes from its beginning each time it is asked for, and not at all where the status is another', async () => {
    const { baseUrl } = await server((_request, response, number) => {
      if (number === 1) response.writeHead(503).end('busy');
      else if (number === 2) response.writeHead(200).write('{"rows":[1,', () => response.destroy());
      else response.end('{"rows":[]}');
    });
    const answers: string[] = [];
    const reader = () => {
      const nth = answers.push('') - 1;
      return (piece: string) => {
        answers[nth] += piece;
      };
    };
    const { text } = await client({ baseUrl }).send({ ...read, reader });
    expect([answers, text]).toEqual([['{"rows":[1,', '{"rows":[]}'], '{"rows":[]}']);
  });

  it('is cut off at the limit, and what its reader throws is thrown as it is and not asked again', async () => {
    const { baseUrl, arrived } = await server((_request, response) => response.end(bytes));
    const taken = { reader: () => () => {} };
    const failed = await failure(client({ baseUrl, maxAnswerBytes: 10_000 }).send({ ...read, ...taken }));
    expect(failed.kind).toBe('too-large');
    const full = new TypeError('disk full');
    const asked = arrived.length;
    const failing = () => () => {
      throw full;
    };
    expect(await failure(client({ baseUrl }).send({ ...read, reader: failing }))).toBe(full);
    expect(arrived.length).toBe(asked + 1);
  });

  it('leaves its connection to the next when there is no reader for it', async () => {
    const { baseUrl } = await server((_request, response) => response.end(bytes));
    const http = client({ baseUrl, concurrency: 1, answerTimeoutMs: 2_000 });
    const full = new TypeError('disk full');
    const failing = () => {
      throw full;
    };
    expect(await failure(http.send({ ...read, reader: failing }))).toBe(full);
    expect((await http.send(read)).text === long).toBe(true);
  });

  it('is timed out where the host drips it, not where our reader takes its time over what has come', async () => {
    const { baseUrl } = await server((request, response) => {
      if (!request.url!.endsWith('/drips')) return void response.end(Buffer.concat(Array(20).fill(bytes)));
      const drip = setInterval(() => response.write('.'), 10);
      response.on('close', () => clearInterval(drip));
    });
    const http = client({ baseUrl, answerTimeoutMs: 700, attempts: 1 });
    const asleep = new Int32Array(new SharedArrayBuffer(4));
    const slow = (ms: number) => () => () => void Atomics.wait(asleep, 0, 0, ms);
    expect((await http.send({ ...read, reader: slow(20) })).status).toBe(200);
    const dripping = failure(http.send({ ...read, path: '/drips', reader: slow(1) }));
    expect((await dripping).kind).toBe('timeout');
  });
});

describe('a host that fails', () => {
  it('by refusing the connection is unreachable, and the message names host, call and reason', async () => {
    const port = await closedPort();
    const error = await failure(client({ baseUrl: `http://127.0.0.1:${port}` }).send(read));
    expect(error.kind).toBe('unreachable');
    expect(error.message).toBe(`127.0.0.1:${port}: từ chối kết nối (ECONNREFUSED) (LayThuTuc 1.004194)`);
    expect(error.cause).toBeUndefined();
  });

  it('by having no name is unreachable', async () => {
    const error = await failure(client({ baseUrl: 'http://portal.invalid', attempts: 1 }).send(read));
    expect(error.kind).toBe('unreachable');
    expect(error.message).toContain('portal.invalid');
  });

  it('by resetting is asked again, then unreachable', async () => {
    const { baseUrl, arrived } = await server(request => request.socket.destroy());
    const http = client({ baseUrl });
    expect((await failure(http.send(read))).kind).toBe('unreachable');
    expect(arrived).toHaveLength(3);
    expect(http.requests).toBe(3);
  });

  it('by cutting the answer short is unreachable, never a short answer', async () => {
    const { baseUrl } = await server((request, response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('{"data":[', () => request.socket.destroy());
    });
    const error = await failure(client({ baseUrl, attempts: 1 }).send(read));
    expect(error.kind).toBe('unreachable');
  });

  it('by not answering is timed out from the moment of sending', async () => {
    const { baseUrl } = await server(() => {});
    const error = await failure(client({ baseUrl, answerTimeoutMs: 100, attempts: 1 }).send(read));
    expect(error.kind).toBe('timeout');
    expect(error.message).toMatch(/hết thời gian chờ trả lời sau 0,1 giây \(LayThuTuc 1\.004194\)$/);
  });

  it('by dripping its answer is timed out at the last byte', async () => {
    const { baseUrl } = await server((_request, response) => {
      const drip = setInterval(() => response.write('.'), 10);
      response.on('close', () => clearInterval(drip));
    });
    const error = await failure(client({ baseUrl, answerTimeoutMs: 200, attempts: 1 }).send(read));
    expect(error.message).toContain('chờ trả lời');
  });

  it('by never finishing the TLS handshake is timed out as a connection', async () => {
    const silence = await startSilence();
    open.push(silence);
    const settings = { baseUrl: `https://127.0.0.1:${silence.port}`, connectTimeoutMs: 100, attempts: 1 };
    const error = await failure(client(settings).send(read));
    expect(error.kind).toBe('timeout');
    expect(error.message).toContain('hết thời gian chờ kết nối sau 0,1 giây');
  });

  it('by sending 200 MB is cut off at the limit while sending', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'a');
    let sent = 0;
    let closed: Promise<unknown> = Promise.resolve();
    const { baseUrl, arrived } = await server(async (_request, response) => {
      closed = once(response, 'close');
      response.on('error', () => {});
      while (sent < 200 && !response.destroyed) {
        sent++;
        if (!response.write(chunk)) await Promise.race([once(response, 'drain'), closed]);
      }
      response.end();
    });
    const error = await failure(client({ baseUrl, maxAnswerBytes: 2 * 1024 * 1024 }).send(read));
    await closed;
    expect(error.kind).toBe('too-large');
    expect(error.message).toContain('lớn hơn giới hạn 2 MB');
    expect(sent).toBeLessThan(100);
    expect(arrived).toHaveLength(1);
  });

  it('by sending little that unpacks to much is cut off as well', async () => {
    const { baseUrl } = await server((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(20 * 1024 * 1024)));
    });
    const error = await failure(client({ baseUrl, maxAnswerBytes: 1024 * 1024 }).send(read));
    expect(error.kind).toBe('too-large');
  });
});

describe('a busy or broken server', () => {
  it('that answers 503 twice and then 200 has answered', async () => {
    const { baseUrl } = await server((_request, response, number) => {
      response.writeHead(number < 3 ? 503 : 200).end('done');
    });
    const http = client({ baseUrl });
    expect((await http.send(read)).status).toBe(200);
    expect(http.requests).toBe(3);
  });

  it('that keeps answering 503 is quoted with its last answer', async () => {
    const { baseUrl, arrived } = await server((_request, response) => response.writeHead(503).end('bận'));
    expect(await client({ baseUrl, attempts: 2 }).send(read)).toMatchObject({ status: 503, text: 'bận' });
    expect(arrived).toHaveLength(2);
  });

  it('that asks for a second of rest gets it from every request', async () => {
    const times: number[] = [];
    const { baseUrl } = await server((_request, response, number) => {
      times.push(Date.now());
      if (number === 1) response.writeHead(429, { 'Retry-After': '1' }).end();
      else response.end();
    });
    const http = client({ baseUrl, concurrency: 1 }, { firstWaitMs: 1 });
    const answers = await Promise.all([http.send(read), http.send(read)]);
    expect(answers.map(answer => answer.status)).toEqual([200, 200]);
    // Lower bounds only: a slow machine cannot break them.
    for (const time of times.slice(1)) expect(time - times[0]!).toBeGreaterThanOrEqual(990);
  });

  it('that asks for an hour of rest is asked again after the cap', async () => {
    const { baseUrl } = await server((_request, response, number) => {
      if (number === 1) response.writeHead(429, { 'Retry-After': '3600' }).end();
      else response.end('again');
    });
    expect((await client({ baseUrl }).send(read)).text).toBe('again');
  });

  it('is read by the adapter where it can: a transient 200 is repeated, a final 500 is not', async () => {
    const { baseUrl, arrived } = await server((request, response, number) => {
      if (request.url === '/final') response.writeHead(500).end('sai mật khẩu');
      else response.end(number < 2 ? 'index not ready' : 'ready');
    });
    const http = client({ baseUrl });
    const lag = await http.send({
      ...read,
      classify: answer => (answer.text === 'ready' ? 'ok' : { retry: 'chỉ mục chưa sẵn sàng' }),
    });
    expect(lag.text).toBe('ready');
    expect((await http.send({ ...read, path: '/final', classify: () => 'ok' })).status).toBe(500);
    expect(arrived).toHaveLength(3);
  });
});

describe('a write', () => {
  it('is sent once, whatever the answer', async () => {
    const { baseUrl, arrived } = await server((_request, response) => response.writeHead(503).end());
    expect((await client({ baseUrl }).send(write)).status).toBe(503);
    expect(arrived).toEqual(['POST /level']);
  });

  it('whose answer is lost says that its outcome is not known', async () => {
    const { baseUrl, arrived } = await server(request => request.socket.destroy());
    const error = await failure(client({ baseUrl }).send(write));
    expect(arrived).toHaveLength(1);
    expect(error.message).toContain('không rõ yêu cầu ghi đã được thực hiện hay chưa');
  });

  it('that found no host says that nothing was sent', async () => {
    const baseUrl = `http://127.0.0.1:${await closedPort()}`;
    expect((await failure(client({ baseUrl }).send(write))).message).toContain('chưa được gửi đi');
  });

  it('never travels on a connection kept from an earlier request', async () => {
    const ports = new Set<number | undefined>();
    const { baseUrl } = await server((request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    });
    const http = client({ baseUrl });
    await http.send(read);
    await http.send(read);
    expect(ports.size).toBe(1);
    await http.send(write);
    await http.send(write);
    expect(ports.size).toBe(3);
  });
});

describe('the circuit breaker', () => {
  it('leaves a dead host alone, also what was already waiting, and names the cause', async () => {
    const port = await closedPort();
    const log = listeningLog();
    const http = client(
      { baseUrl: `http://127.0.0.1:${port}`, attempts: 1, concurrency: 1 },
      { ...quick, failuresInARow: 3 },
      log,
    );
    const errors = await Promise.all(Array.from({ length: 9 }, () => failure(http.send(read))));
    // The next one may have left the queue before the third failure was known.
    expect(http.requests).toBeLessThanOrEqual(4);
    expect(errors.slice(4).map(error => error.kind)).toEqual(Array(5).fill('circuit-open'));
    expect((await failure(http.send(read))).message).toBe(
      `127.0.0.1:${port}: tạm ngừng gọi sau 3 lần lỗi liên tiếp; lỗi gần nhất: ` +
        `127.0.0.1:${port}: từ chối kết nối (ECONNREFUSED) (LayThuTuc 1.004194)`,
    );
    expect(log.lines.filter(line => line.startsWith('circuit opened'))).toHaveLength(1);
  });

  it('opens for a server that answers 5xx after every repeat, and closes once it recovers', async () => {
    let broken = true;
    const { baseUrl, arrived } = await server((_request, response) => {
      response.writeHead(broken ? 502 : 200).end();
    });
    const http = client({ baseUrl, attempts: 2 }, { ...quick, failuresInARow: 2, leaveAloneMs: 0 });
    await http.send(read);
    await http.send(read);
    expect(arrived).toHaveLength(4);
    broken = false;
    expect((await http.send(read)).status).toBe(200);
    expect((await http.send(read)).status).toBe(200);
  });

  it('does not open for failures that repeats mend', async () => {
    const { baseUrl } = await server((_request, response, number) => {
      response.writeHead(number % 2 === 1 ? 503 : 200).end();
    });
    const http = client({ baseUrl, concurrency: 1 }, { ...quick, failuresInARow: 2 });
    for (let sent = 0; sent < 5; sent++) expect((await http.send(read)).status).toBe(200);
  });
});

describe('limits', () => {
  it('hold: never more requests at once than allowed, and as many as allowed', async () => {
    const waiting: (() => void)[] = [];
    let most = 0;
    const { baseUrl } = await server((_request, response) => {
      waiting.push(() => response.end());
      most = Math.max(most, waiting.length);
      if (waiting.length === 3) for (const end of waiting.splice(0)) setImmediate(end);
    });
    const http = client({ baseUrl, concurrency: 3 });
    await Promise.all(Array.from({ length: 12 }, () => http.send(read)));
    expect(most).toBe(3);
  });

  it('spread requests over the second', async () => {
    const { baseUrl } = await server((_request, response) => response.end());
    const http = client({ baseUrl, ratePerSecond: 20 });
    const start = Date.now();
    await Promise.all(Array.from({ length: 5 }, () => http.send(read)));
    // Two at once, two after 100 ms, one after 200 ms; timers may fire a little early.
    expect(Date.now() - start).toBeGreaterThanOrEqual(180);
  });
});

describe('limits are ceilings', () => {
  /** Answers after 5 ms; what it does with the first ones, a test says. */
  const counting = async (first: (response: ServerResponse, number: number) => boolean) => {
    const seen = { now: 0, most: 0 };
    const { baseUrl } = await server((_request, response, number) => {
      seen.most = Math.max(seen.most, ++seen.now);
      response.on('finish', () => seen.now--);
      if (!first(response, number)) setTimeout(() => response.end('ok'), 5);
    });
    return { baseUrl, seen };
  };
  const many = (http: OwnHttpClient, count = 40) =>
    Promise.all(Array.from({ length: count }, () => http.send(read)));
  const busy = (status: number) =>
    counting((response, number) => number === 1 && Boolean(response.writeHead(status).end()));

  it.each([429, 503])(
    'a host that answers %i is asked half as much at once, and not more for it',
    async status => {
      const { baseUrl, seen } = await busy(status);
      const http = client({ baseUrl, ratePerSecond: 400 }, { ...quick, growEveryMs: 60_000 });
      await http.send(read);
      await many(http);
      expect(seen.most).toBe(4);
      const half = { concurrency: 4, ratePerSecond: 200 };
      expect(http.strain).toEqual({
        ...{ reductions: 1, least: half, now: half },
        ceiling: { concurrency: 8, ratePerSecond: 400 },
      });
    },
  );

  it('one that comes to bear it is asked more and more again, up to the ceilings', async () => {
    const { baseUrl, seen } = await busy(503);
    const http = client({ baseUrl, ratePerSecond: 4_000 }, { ...quick, growEveryMs: 0 });
    await http.send(read);
    expect(http.strain.now.concurrency).toBe(4);
    await many(http);
    expect(http.strain).toMatchObject({ reductions: 1, now: { concurrency: 8 }, least: { concurrency: 4 } });
    seen.most = 0;
    await many(http);
    expect(seen.most).toBe(8);
  });

  it('a slow one is asked less before it gives up, and one that gives no answer at all', async () => {
    const slow = await counting(
      (response, number) => number === 1 && Boolean(setTimeout(() => response.end('late'), 250)),
    );
    const http = client({ baseUrl: slow.baseUrl, answerTimeoutMs: 1_200 }, { ...quick, growEveryMs: 60_000 });
    expect((await http.send(read)).text).toBe('late');
    expect(http.strain.reductions).toBe(1);
    const dead = await counting((_response, number) => number === 1);
    const other = client({ baseUrl: dead.baseUrl, answerTimeoutMs: 200 }, { ...quick, growEveryMs: 60_000 });
    await other.send(read);
    expect(other.strain).toMatchObject({ reductions: 1, now: { concurrency: 4 } });
  });

  it('answers to what was asked before count once, and one request is always left', async () => {
    const { baseUrl } = await counting(
      (response, number) => number <= 8 && Boolean(setTimeout(() => response.writeHead(503).end(), 20)),
    );
    const http = client({ baseUrl, attempts: 1 }, { ...quick, growEveryMs: 60_000, failuresInARow: 100 });
    await many(http, 8);
    expect(http.strain).toMatchObject({ reductions: 1, now: { concurrency: 4 } });
    const down = await server((_request, response) => response.writeHead(503).end());
    const poor = client({ baseUrl: down.baseUrl, attempts: 1 }, { ...quick, failuresInARow: 100 });
    for (let asked = 0; asked < 10; asked++) await poor.send(read);
    expect(poor.strain.now.concurrency).toBe(1);
  });
});

describe('stopping', () => {
  it('ends what is under way and what waits', async () => {
    const controller = new AbortController();
    const { baseUrl, arrived } = await server(() => controller.abort());
    const http = client({ baseUrl, concurrency: 1, signal: controller.signal });
    const errors = await Promise.all([failure(http.send(read)), failure(http.send(read))]);
    expect(errors.map(error => error.kind)).toEqual(['aborted', 'aborted']);
    expect(errors[0]?.message).toContain('đã dừng theo yêu cầu');
    expect((await failure(http.send(read))).kind).toBe('aborted');
    expect(arrived).toHaveLength(1);
  });

  it('does not wait out a rest the server asked for', async () => {
    const controller = new AbortController();
    const { baseUrl } = await server((_request, response) => {
      response.writeHead(503, { 'Retry-After': '3600' }).end(() => setImmediate(() => controller.abort()));
    });
    const http = client({ baseUrl, signal: controller.signal }, { firstWaitMs: 60_000 });
    expect((await failure(http.send(read))).kind).toBe('aborted');
  });
});

it('no secret leaves the client in an error or a log', async () => {
  const log = listeningLog();
  const { baseUrl } = await server(request => request.socket.destroy());
  const http = client({ baseUrl, secrets: ['mật-khẩu/+1'] }, { ...quick, failuresInARow: 1 }, log);
  const label = 'đăng nhập mật-khẩu/+1 ';
  const headers = { Authorization: `Basic ${Buffer.from('soyte:mật-khẩu/+1').toString('base64')}` };
  const errors = [
    await failure(http.send({ ...read, label, headers })),
    await failure(http.send({ ...read, label, headers })),
  ];
  const told =
    JSON.stringify(errors.map(error => [error.message, error.stack, error])) + log.lines.join('\n');
  expect(told).toContain('***');
  expect(told).not.toContain('mật-khẩu/+1');
  expect(told).not.toContain(Buffer.from('mật-khẩu/+1').toString('base64').slice(0, 8));
});
