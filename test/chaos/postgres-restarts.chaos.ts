import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Job } from '../../src/domain/job.ts';
import { openStore } from '../../src/store/core/open.ts';
import { findJob } from '../../src/store/work/jobs.ts';
import { dvcSync } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts';
import { type RunningService, startService } from '../support/service.ts';
import { smallCity } from '../support/small-city.ts';
import { unsent } from '../support/unsent.ts';

let server: PostgresServer;
let place: Place;
const started: RunningService[] = [];
beforeAll(async () => {
  server = await startPostgresServer();
  place = await placeOf(smallCity(), {
    store: { driver: 'postgres', url: server.url },
    server: { port: 0, graceSeconds: 10, requestsPerMinute: 1_000_000 },
  });
});
afterEach(async () => {
  for (const service of started.splice(0)) await service.kill();
});
afterAll(async () => {
  await place?.close();
  await server?.remove();
});

async function service(command: 'serve' | 'work'): Promise<RunningService> {
  const made = await startService(command, place.config);
  started.push(made);
  return made;
}

async function endConnections(): Promise<number> {
  const client = new pg.Client({ connectionString: server.url });
  client.on('error', () => {});
  await client.connect();
  const { rowCount } = await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'dvc-sync%'",
  );
  await client.end();
  return rowCount ?? 0;
}

async function inStore<T>(work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>): Promise<T> {
  const store = await openStore({ driver: 'postgres', url: server.url });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const queue = () =>
  inStore(async store => {
    const asked = { kind: 'reconcile', scope: {}, priority: 10, requestedBy: 'an', origin: 'api' } as const;
    return unsent(store, asked, new Date().toISOString());
  });
const job = (id: string) => inStore(store => findJob(store, id)) as Promise<Job>;

it('serve and work outlive any number of ended connections and restarts, under reads and with a job in hand', async () => {
  const [serving, working] = [await service('serve'), await service('work')];
  let asking = true;
  const statuses = new Map<number, number>();
  const reads = Array.from({ length: 4 }, async () => {
    while (asking) {
      const path = Math.random() < 0.5 ? '/readyz' : '/health';
      const { status } = await fetch(`${serving.url}${path}`);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  });
  place.city.servers.portal.set('delayMs', 200);
  const asked = await queue();
  let ended = 0;
  for (let round = 0; round < 20; round += 1) {
    ended += await endConnections();
    await new Promise(resolve => setTimeout(resolve, 150));
  }
  expect(ended).toBeGreaterThan(20);
  for (const how of ['SIGINT', 'SIGQUIT'] as const) {
    await server.stop(how);
    await expect
      .poll(async () => (await fetch(`${serving.url}/readyz`)).status, { timeout: 60_000, interval: 200 })
      .toBe(503);
    await server.start();
    await expect
      .poll(async () => (await fetch(`${serving.url}/readyz`)).status, { timeout: 60_000, interval: 200 })
      .toBe(200);
  }
  place.city.servers.portal.set('delayMs', 0);
  await expect
    .poll(async () => (await job(asked.id)).state, { timeout: 180_000, interval: 1_000 })
    .toMatch(/done|failed/);
  const next = await queue();
  await expect
    .poll(async () => (await job(next.id)).state, { timeout: 180_000, interval: 1_000 })
    .toBe('done');
  asking = false;
  await Promise.all(reads);
  expect([...statuses.keys()].filter(status => status !== 200 && status !== 503)).toEqual([]);
  for (const one of [serving, working]) {
    one.signal('SIGTERM');
    expect((await one.ended).code).toBe(0);
  }
});

it('a run whose connections are ended goes on or ends in a sentence, and the next one is as if nothing had been', async () => {
  let sentences = 0;
  for (let round = 0; round < 6; round += 1) {
    place.city.servers.portal.set('delayMs', 50);
    let over = false;
    const running = place.run().finally(() => {
      over = true;
    });
    while (!over) {
      await endConnections();
      await new Promise(resolve => setTimeout(resolve, 40 + round * 60));
    }
    const { code, stderr } = await running;
    expect(stderr).not.toMatch(/ {4}at |Unhandled|node:internal/);
    if (code !== 0) {
      sentences += 1;
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringMatching(/^Lỗi kho dữ liệu: [^\n]+\n$/),
      });
    }
  }
  expect(sentences).toBeGreaterThan(0);
  place.city.servers.portal.set('delayMs', 0);
  expect((await place.run()).code).toBe(0);
  expect((await dvcSync(['audit', 'verify', '--config', place.config])).code).toBe(0);
});
