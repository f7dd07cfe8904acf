import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { openHostLimits } from '../../../src/runs/sharing/host-limits.ts';
import { onEveryDatabase } from '../../store/support.ts';

const program = fileURLToPath(new URL('./asking.ts', import.meta.url));
const undo: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

interface Host {
  url: string;
  /** Most requests under way at once so far. */
  mostAtOnce: number;
  /** When they were sent, epoch milliseconds, in no order. */
  sent: number[];
  /** Requests answered, by process. */
  by: Map<number, number>;
}

/** Keeps count; every other answer takes so long that there is no room for another request meanwhile. */
async function startHost(slowMs: number): Promise<Host> {
  const host: Host = { url: '', mostAtOnce: 0, sent: [], by: new Map() };
  let underWay = 0;
  const server = http.createServer((request, response) => {
    host.mostAtOnce = Math.max(host.mostAtOnce, ++underWay);
    host.sent.push(Number(request.headers['x-sent']));
    const who = Number(request.headers['x-who']);
    let open = true;
    const end = () => {
      if (open) underWay--;
      open = false;
    };
    response.once('close', end);
    setTimeout(
      () => {
        if (response.destroyed) return;
        host.by.set(who, (host.by.get(who) ?? 0) + 1);
        end();
        response.end('{}');
      },
      (host.sent.length % 2) * slowMs,
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  host.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  undo.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return host;
}

function ask(...args: unknown[]): ChildProcess {
  const texts = args.map(arg => (typeof arg === 'string' ? arg : JSON.stringify(arg)));
  const child = spawn(process.execPath, [program, ...texts], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  undo.push(() => void child.kill('SIGKILL'));
  return child;
}

/** Most of `times` within any 0.9 s: a busy machine may put a request down a little after it was let through. */
function mostAtAStretch(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  let from = 0;
  let most = 0;
  for (let to = 0; to < sorted.length; to++) {
    while (sorted[to]! - sorted[from]! >= 900) from++;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

// Work is shared on PostgreSQL only; what one process does with its slots is the same on both.
onEveryDatabase(
  'the limits of a host among processes',
  database => {
    test('hold for three processes together while one of them is killed, and the others go on with its share', async () => {
      const settings = await database.settings();
      const host = await startHost(250);
      const limits = { concurrency: 4, ratePerSecond: 50 };
      const children = [1, 2, 3].map(() => ask(settings, host.url, limits));
      const answered = (child: ChildProcess) => host.by.get(child.pid!) ?? 0;
      const [killed, ...others] = children as [ChildProcess, ChildProcess, ChildProcess];
      await expect.poll(() => Math.min(...children.map(answered)), { timeout: 30_000 }).toBeGreaterThan(5);
      killed.kill('SIGKILL');
      await once(killed, 'exit');
      const before = host.sent.length;
      await expect.poll(() => host.sent.length - before, { timeout: 30_000 }).toBeGreaterThan(100);
      for (const child of others) child.stdin!.write('stop\n');
      const ends = await Promise.all(others.map(async child => (await once(child, 'exit'))[0]));
      expect(ends).toEqual([0, 0]);
      expect(host.mostAtOnce).toBe(limits.concurrency);
      expect(mostAtAStretch(host.sent)).toBeLessThanOrEqual(limits.ratePerSecond);
    });

    test('of one request a second go from process to process: nobody waits for ever', async () => {
      const settings = await database.settings();
      const host = await startHost(1);
      const limits = { concurrency: 8, ratePerSecond: 1 };
      const children = [1, 2].map(() => ask(settings, host.url, limits));
      await expect.poll(() => host.by.size, { timeout: 30_000 }).toBe(2);
      for (const child of children) child.stdin!.write('stop\n');
      await Promise.all(children.map(child => once(child, 'exit')));
      expect(mostAtAStretch(host.sent)).toBe(1);
    });
  },
  ['postgres'],
);

onEveryDatabase('the limits of a host in one process', database => {
  test('leave nothing behind in the store when a process is done', async () => {
    const store = await database.open();
    const quiet = { debug() {}, info() {}, warn() {} };
    const limits = openHostLimits(store, quiet);
    const limiter = limits.limiter('mot.cua:443', { concurrency: 2, ratePerSecond: 100 });
    const ended = await limiter.admit(new AbortController().signal);
    expect(await store.db.selectFrom('host_slot').selectAll().execute()).toHaveLength(1);
    ended();
    await limits.close();
    expect(await store.db.selectFrom('host_slot').selectAll().execute()).toEqual([]);
    expect(await store.db.selectFrom('host_user').selectAll().execute()).toEqual([]);
  });

  test('do not keep a request that was given up', async () => {
    const store = await database.open();
    const quiet = { debug() {}, info() {}, warn() {} };
    const limits = openHostLimits(store, quiet);
    const limiter = limits.limiter('mot.cua:443', { concurrency: 1, ratePerSecond: 100 });
    const first = await limiter.admit(new AbortController().signal);
    const given = new AbortController();
    const second = limiter.admit(given.signal);
    const third = limiter.admit(new AbortController().signal);
    given.abort(new Error('đã dừng'));
    await expect(second).rejects.toThrow('đã dừng');
    first();
    (await third)();
    await limits.close();
  });
});
