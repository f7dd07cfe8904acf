import { afterEach, expect, it } from 'vitest';
import { createHttpClient } from '../../src/adapter/http-client.ts';
import { createObservedSystems } from '../../src/runs/observed.ts';
import { closedPort, listeningLog, startLoopback, testSettings } from '../adapter/loopback.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const reading = { method: 'GET', path: '/list', intent: 'read', label: 'danh sách' } as const;

async function answering(status: (request: number) => number) {
  const server = await startLoopback((_request, response, number) => {
    response.writeHead(status(number)).end('x');
  });
  open.push(server);
  let clock = 1_000;
  const observed = createObservedSystems(() => clock++);
  const client = (changed = {}) => {
    const settings = { ...testSettings, baseUrl: server.baseUrl, observer: observed.observer('portal') };
    const made = createHttpClient({ ...settings, ...changed }, listeningLog(), {
      firstWaitMs: 1,
      longestWaitMs: 5,
      failuresInARow: 2,
      leaveAloneMs: 1,
    });
    open.push(made);
    return made;
  };
  return { observed, client };
}

it('counts every exchange of a system by how it ended, repeats and all clients together', async () => {
  const { observed, client } = await answering(number => [503, 200, 404, 200][number - 1]!);
  expect(observed.of('portal')).toBeUndefined();
  const heard: unknown[] = [];
  const stop = observed.listen((system, outcome, ms) => heard.push([system, outcome, ms! >= 0]));
  await client().send(reading);
  await client().send(reading);
  stop();
  await client().send(reading);
  expect(observed.of('portal')).toMatchObject({
    outcomes: { 'http-5xx': 1, ok: 2, 'http-4xx': 1 },
    lastFailure: 1_000,
    lastFailureKind: 'http-5xx',
    lastSuccess: 1_003,
    breaker: 'closed',
  });
  expect(observed.of('portal')!.latencyMs).toBeGreaterThan(0);
  expect(heard).toEqual([
    ['portal', 'http-5xx', true],
    ['portal', 'ok', true],
    ['portal', 'http-4xx', true],
  ]);
});

it('knows a system nobody reaches, without a duration', async () => {
  const baseUrl = `http://127.0.0.1:${await closedPort()}`;
  const { observed, client } = await answering(() => 200);
  await expect(client({ baseUrl, attempts: 1 }).send(reading)).rejects.toThrow('ECONNREFUSED');
  const seen = observed.of('portal')!;
  expect(seen).toMatchObject({ outcomes: { unreachable: 1 }, lastFailureKind: 'unreachable' });
  expect(seen.lastSuccess).toBeUndefined();
  expect(seen.latencyMs).toBeUndefined();
});

it('follows the breaker from open over half-open to closed, and forgets that of a client that is done', async () => {
  let broken = true;
  const { observed, client } = await answering(() => (broken ? 500 : 200));
  const first = client({ attempts: 1 });
  for (const _ of [1, 2]) await first.send(reading);
  expect(observed.of('portal')!.breaker).toBe('open');
  const second = client({ attempts: 1 });
  await second.send(reading);
  expect(observed.of('portal')!.breaker).toBe('open');
  broken = false;
  await expect.poll(() => first.send(reading).then(({ status }) => status)).toBe(200);
  expect(observed.of('portal')!.breaker).toBe('closed');
  broken = true;
  for (const _ of [1, 2]) await first.send(reading);
  first.close();
  expect(observed.of('portal')!.breaker).toBe('closed');
});

it('remembers when a session was handed out', async () => {
  const { observed, client } = await answering(() => 200);
  expect(observed.of('portal')?.signedIn).toBeUndefined();
  client().hide('phiên-4711');
  expect(observed.of('portal')!.signedIn).toBe(1_000);
});
