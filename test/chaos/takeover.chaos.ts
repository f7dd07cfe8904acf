import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Job } from '../../src/domain/job.ts';
import type { Store, StoreSettings } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { listRuns } from '../../src/store/runs/runs.ts';
import { findJob } from '../../src/store/work/jobs.ts';
import { onEveryDatabase } from '../store/support.ts';
import { type Place, placeOf } from '../support/place.ts';
import { type RunningService, startService } from '../support/service.ts';
import { smallCity } from '../support/small-city.ts';
import { unsent } from '../support/unsent.ts';

const started: RunningService[] = [];
let place: Place | undefined;
afterEach(async () => {
  for (const service of started.splice(0)) await service.kill();
  await place?.close();
  place = undefined;
});

async function begin(command: 'serve' | 'work'): Promise<RunningService> {
  const service = await startService(command, place!.config);
  started.push(service);
  return service;
}

async function inStore<T>(settings: StoreSettings, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(settings);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const asked = { kind: 'reconcile', scope: {}, priority: 10, requestedBy: 'an', origin: 'api' } as const;
const slowly = (delayMs: number) => place!.city.servers.portal.set('delayMs', delayMs);

onEveryDatabase('a service killed in the middle of a run', database => {
  it.each(['on this host', 'on another host'] as const)(
    '%s is followed by one that does it once',
    async where => {
      const settings = await database.settings();
      place = await placeOf(smallCity(), { store: settings, server: { port: 0, graceSeconds: 5 } });
      slowly(3_000);
      const first = await begin('serve');
      const { id } = await inStore(settings, store => unsent(store, asked, new Date().toISOString()));
      await first.says('job begun', { job: id });
      await expect
        .poll(() => inStore(settings, async store => (await findJob(store, id))?.runId ?? null), {
          timeout: 60_000,
        })
        .not.toBeNull();
      // The other one is there already, where there may be two.
      const waiting = database.driver === 'postgres' ? await begin('work') : undefined;
      await first.kill();
      const killed = performance.now();
      // Of a process on another host nobody can see that it is gone: only its heartbeat tells.
      if (where === 'on another host')
        await inStore(settings, store => store.db.updateTable('claim').set({ host: 'may-chu-2' }).execute());
      slowly(0);
      const next = waiting ?? (await begun(settings));
      await next.says('job begun', { job: id });
      const seconds = (performance.now() - killed) / 1_000;
      process.stdout.write(`takeover, ${database.driver}, killed ${where}: ${seconds.toFixed(1)} s\n`);
      await expect
        .poll(() => inStore(settings, async store => ((await findJob(store, id)) as Job).state), {
          timeout: 120_000,
          interval: 500,
        })
        .toBe('done');
      const runs = await inStore(settings, store => listRuns(store, 9));
      expect(runs.filter(({ finishedAt, summary }) => finishedAt !== null && summary !== null)).toHaveLength(
        1,
      );
      expect(runs.filter(({ status }) => status === 'running')).toEqual([]);
    },
  );
});

/** `serve` on a SQLite file refuses to begin while the claim of another one may be somebody's. */
async function begun(settings: StoreSettings): Promise<RunningService> {
  for (;;) {
    const claims = await inStore(settings, store => store.db.selectFrom('claim').selectAll().execute());
    try {
      return await begin('serve');
    } catch (error) {
      if (claims.length === 0) throw error;
      await wait(1_000);
    }
  }
}

describe('a SQLite file that another program holds for longer than a holder may be silent', () => {
  onEveryDatabase(
    'while a run is at work',
    database => {
      it('is waited for: nothing is lost, and the service says of itself that it is not ready', async () => {
        const settings = await database.settings();
        if (settings.driver !== 'sqlite') throw new Error('not SQLite');
        place = await placeOf(smallCity(), { store: settings, server: { port: 0, graceSeconds: 5 } });
        slowly(200);
        const service = await begin('serve');
        const { id } = await inStore(settings, store => unsent(store, asked, new Date().toISOString()));
        await service.says('job begun', { job: id });
        const other = new DatabaseSync(settings.file, { timeout: 60_000 });
        other.exec('begin immediate');
        const ready = async () => (await fetch(`${service.url}/readyz`)).status;
        await expect.poll(ready, { timeout: 40_000, interval: 500 }).toBe(503);
        await wait(65_000);
        expect(await ready()).toBe(503);
        other.exec('rollback');
        other.close();
        await expect.poll(ready, { timeout: 60_000, interval: 500 }).toBe(200);
        const state = () => inStore(settings, async store => ((await findJob(store, id)) as Job).state);
        await expect.poll(state, { timeout: 120_000, interval: 500 }).toBe('done');
        expect((await inStore(settings, store => findJob(store, id)))?.attempts).toBe(1);
        expect(await inStore(settings, store => listRuns(store, 9))).toHaveLength(1);
      });
    },
    ['sqlite'],
  );
});
