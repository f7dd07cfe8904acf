import dns from 'node:dns';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openServer } from '../../src/server/index.ts';
import { triedAgainMs } from '../../src/server/remember.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { type MadeFile, storeFile } from '../store/support.ts';
import { parts } from './parts.ts';
import { type Running, runServer } from './running.ts';

const disk = vi.hoisted(() => ({ broken: false, asked: 0 }));

vi.mock('../../src/report/html/assets.ts', async original => {
  const real = await original<typeof import('../../src/report/html/assets.ts')>();
  return {
    ...real,
    async asset(name: string) {
      if (name === 'colours.css') disk.asked++;
      if (disk.broken) throw new Error('the disk does not answer');
      return real.asset(name);
    },
  };
});

let file: MadeFile;
let store: Store;
let server: Running;
beforeEach(async () => {
  file = await storeFile();
  store = await openStore(file.settings);
  server = await runServer(store, parts);
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
  await store.close();
  await file.drop();
});

const page = (path: string) => fetch(server.url + path, { headers: { accept: 'text/html' } });

it('tells everybody in his form when what he asks for cannot be loaded, sends nobody more, and tries again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  disk.broken = true;
  const seen = await page('/sign-in');
  expect(seen.status).toBe(503);
  expect(Object.fromEntries(seen.headers)).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'retry-after': String(triedAgainMs / 1_000),
    'x-request-id': expect.stringMatching(/./),
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  });
  expect(await seen.text()).toContain('Phần này của dịch vụ chưa nạp được');
  const told = await server.get('/v1/runs');
  expect(told.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(await told.json()).toMatchObject({ type: '/problems/unavailable', status: 503 });
  const unread = await page('/%zz');
  expect([unread.status, await unread.text()]).toEqual([400, expect.stringContaining('Địa chỉ mã hóa sai.')]);
  // However many ask, it is tried once in these seconds, and the log says why.
  expect(disk.asked).toBe(1);
  expect(JSON.stringify(server.logged)).toContain('the disk does not answer');
  expect((await server.get('/livez')).status).toBe(200);
  const ready = await server.get('/readyz');
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { status: 'down', checks: { database: true, queue: true, pages: false, serving: true } },
  ]);
  const health = await server.read('/health', await server.key('viewer'));
  expect(health.problems.join()).toContain('Không nạp được các trang');

  // Nobody is sent here any more: who asks whether it is ready has it tried again.
  disk.broken = false;
  vi.advanceTimersByTime(triedAgainMs);
  server.at.now = new Date(server.at.now.getTime() + 60_000);
  expect((await server.get('/readyz')).status).toBe(503);
  expect((await page('/sign-in')).status).toBe(200);
  server.at.now = new Date(server.at.now.getTime() + 60_000);
  expect((await server.get('/readyz')).status).toBe(200);
});

it('answers at every address of its host, also what is loaded for the first who asks', async () => {
  // As where `localhost` is of both families: of one here, so that it is the same on every machine.
  const addresses = ['127.0.0.1', '127.0.0.2'].map(address => ({ address, family: 4 }));
  const real = dns.lookup;
  const lookup = ((host: string, asked: dns.LookupAllOptions, told: (...answer: unknown[]) => void) =>
    host === 'localhost' ? told(null, addresses) : real(host, asked, told)) as typeof dns.lookup;
  const spy = vi.spyOn(dns, 'lookup').mockImplementation(lookup);
  const app = await openServer(server.context);
  try {
    await app.listen({ host: 'localhost', port: 0 });
    const { port } = app.server.address() as AddressInfo;
    for (const { address } of addresses)
      for (const path of ['/livez', '/sign-in'])
        expect((await fetch(`http://${address}:${port}${path}`)).status, `${address} ${path}`).toBe(200);
  } finally {
    await app.close();
    spy.mockRestore();
  }
});
