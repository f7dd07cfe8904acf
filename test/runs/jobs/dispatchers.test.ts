import pg from 'pg';
import pino from 'pino';
import { afterEach, expect, test } from 'vitest';
import type { Dispatcher } from '../../../src/runs/jobs/dispatcher.ts';
import { createLocalDispatcher } from '../../../src/runs/jobs/local-dispatcher.ts';
import { startPgBossDispatcher } from '../../../src/runs/jobs/pg-boss-dispatcher.ts';
import type { Store } from '../../../src/store/contract.ts';
import { onEveryDatabase } from '../../store/support.ts';
import { gate, silent, team, untilState } from './support.ts';

const running: Dispatcher[] = [];
afterEach(async () => {
  for (const dispatcher of running.splice(0)) await dispatcher.stop(1_000);
});

onEveryDatabase('a dispatcher', database => {
  const open = async () => {
    const settings = await database.settings();
    const dispatcher =
      settings.driver === 'postgres'
        ? await startPgBossDispatcher(settings.url, silent)
        : createLocalDispatcher(silent);
    running.push(dispatcher);
    return dispatcher;
  };

  test('hands out what was offered before anybody attended, higher priority first', async () => {
    const dispatcher = await open();
    const done: string[] = [];
    for (const [id, priority] of [
      ['low', 0],
      ['high', 10],
      ['middle', 5],
    ] as const)
      await dispatcher.offer(id, priority);
    await dispatcher.attend(1, async id => void done.push(id));
    await expect.poll(() => done, { timeout: 20_000 }).toEqual(['high', 'middle', 'low']);
  });

  test('does at most so many at a time', async () => {
    const dispatcher = await open();
    const stands = gate();
    let most = 0;
    let now = 0;
    await dispatcher.attend(2, async () => {
      most = Math.max(most, ++now);
      if (now === 2) await stands.wait();
      else await stands.reached;
      now--;
    });
    for (const id of ['a', 'b', 'c', 'd']) await dispatcher.offer(id, 0);
    await stands.reached;
    stands.open();
    await expect.poll(() => now, { timeout: 20_000 }).toBe(0);
    expect(most).toBe(2);
  });

  test('hears an offer twice as one while it waits, and anew once it is worked on', async () => {
    const dispatcher = await open();
    const done: string[] = [];
    const stands = gate();
    for (let n = 0; n < 3; n++) await dispatcher.offer('same', 0);
    await dispatcher.attend(1, async id => {
      done.push(id);
      if (done.length === 1) await stands.wait();
    });
    await stands.reached;
    await dispatcher.offer('same', 0);
    await dispatcher.offer('last', -1);
    stands.open();
    await expect.poll(() => done, { timeout: 20_000 }).toEqual(['same', 'same', 'last']);
  });

  test('goes on after work that threw, and waits for what is in hand when it stops', async () => {
    const dispatcher = await open();
    const stands = gate();
    let ended = false;
    await dispatcher.attend(1, async id => {
      if (id === 'bad') throw new Error('a fault');
      await stands.wait();
      ended = true;
    });
    await dispatcher.offer('bad', 1);
    await dispatcher.offer('good', 0);
    await stands.reached;
    const stopped = dispatcher.stop(20_000);
    stands.open();
    await stopped;
    expect(ended).toBe(true);
  });
});

onEveryDatabase(
  'several processes',
  database => {
    test('start at once on an empty database and share the work', async () => {
      const settings = await database.settings();
      if (settings.driver !== 'postgres') throw new Error('not PostgreSQL');
      const dispatchers = await Promise.all([1, 2, 3].map(() => startPgBossDispatcher(settings.url, silent)));
      running.push(...dispatchers);
      const stands = gate();
      const by: Record<string, number> = {};
      let begun = 0;
      for (const [n, dispatcher] of dispatchers.entries())
        await dispatcher.attend(1, async id => {
          by[id] = n;
          if (++begun === 3) await stands.wait();
          else await stands.reached;
        });
      // Three jobs that wait for each other can only be at work in three processes.
      for (const id of ['a', 'b', 'c']) await dispatchers[0]!.offer(id, 0);
      await stands.reached;
      expect(Object.values(by).sort()).toEqual([0, 1, 2]);
      stands.open();
    });

    test('go on after the server cut all connections', async () => {
      const settings = await database.settings();
      if (settings.driver !== 'postgres') throw new Error('not PostgreSQL');
      const errors: unknown[] = [];
      const log = pino({ level: 'error' }, { write: line => void errors.push(JSON.parse(line)) });
      const dispatcher = await startPgBossDispatcher(settings.url, log);
      running.push(dispatcher);
      const done: string[] = [];
      await dispatcher.attend(1, async id => void done.push(id));
      await dispatcher.offer('before', 0);
      await expect.poll(() => done, { timeout: 20_000 }).toEqual(['before']);
      const client = new pg.Client({ connectionString: settings.url });
      await client.connect();
      await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
      await client.end();
      await expect
        .poll(
          () =>
            dispatcher.offer('after', 0).then(
              () => true,
              () => false,
            ),
          { timeout: 20_000 },
        )
        .toBe(true);
      await expect.poll(() => done, { timeout: 30_000 }).toEqual(['before', 'after']);
      const said = errors.map(line => (line as { err: { message: string } }).err.message);
      expect(said).toEqual([...new Set(said)]);
    });

    test('do a job once, though all of them look for it', async () => {
      const settings = await database.settings();
      if (settings.driver !== 'postgres') throw new Error('not PostgreSQL');
      const { openStore } = await import('../../../src/store/open.ts');
      const stores: Store[] = [];
      const counts = new Map<string, number>();
      const teams = await Promise.all(
        [1, 2].map(async () => {
          const store = await openStore(settings);
          stores.push(store);
          const dispatcher = await startPgBossDispatcher(settings.url, silent);
          running.push(dispatcher);
          const handlers = {
            async digest({ job }: { job: { id: string } }) {
              counts.set(job.id, (counts.get(job.id) ?? 0) + 1);
              return { message: '' };
            },
          };
          return team(store, handlers, { dispatcher });
        }),
      );
      for (const { worker } of teams) await worker.start();
      const ids: string[] = [];
      for (let n = 0; n < 6; n++) {
        const asked = {
          kind: 'digest',
          scope: {},
          priority: n % 3,
          requestedBy: 'an',
          origin: 'api',
        } as const;
        ids.push((await teams[n % 2]!.desk.enqueue(asked)).job.id);
      }
      for (const id of ids) await untilState(stores[0]!, id, 'done');
      expect([...counts.values()]).toEqual([1, 1, 1, 1, 1, 1]);
      for (const { worker } of teams) await worker.stop(1_000);
      for (const dispatcher of running.splice(0)) await dispatcher.stop(1_000);
      for (const store of stores) await store.close();
    });
  },
  ['postgres'],
);
