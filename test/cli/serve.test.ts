import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '../../src/domain/job.ts';
import type { ScheduleEntry } from '../../src/runtime/schedule.ts';
import type { Store, StoreSettings } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { findPlan } from '../../src/store/push/plans.ts';
import { rowsOfRun } from '../../src/store/runs/queries.ts';
import { listRuns } from '../../src/store/runs/runs.ts';
import { findJob, listJobs } from '../../src/store/work/jobs.ts';
import { collect, onEveryDatabase } from '../store/support.ts';
import { dvcSync, start } from '../support/command.ts';
import { startGate } from '../support/gate.ts';
import { type Place, placeOf } from '../support/place.ts';
import { approved, planned, pushPlace } from '../support/push-place.ts';
import { type RunningService, startService } from '../support/service.ts';
import { smallCity } from '../support/small-city.ts';
import { unsent } from '../support/unsent.ts';

const started: RunningService[] = [];
afterEach(async () => {
  for (const service of started.splice(0)) await service.kill();
});

async function serve(
  place: Pick<Place, 'config'>,
  command: 'serve' | 'work' = 'serve',
): Promise<RunningService> {
  const service = await startService(command, place.config);
  started.push(service);
  return service;
}

/** As another program would: straight into the store of a running service. */
async function inStore<T>(settings: StoreSettings, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(settings);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const askedToRun = { kind: 'reconcile', scope: {}, priority: 10, requestedBy: 'an', origin: 'api' } as const;

onEveryDatabase('serve', database => {
  let place: Place;
  let settings: StoreSettings;
  const fresh = async (more: Record<string, unknown> = {}) => {
    settings = await database.settings();
    place = await placeOf(smallCity(), { store: settings, server: { port: 0, graceSeconds: 20 }, ...more });
  };
  afterEach(async () => {
    for (const service of started.splice(0)) await service.kill();
    await place.close();
  });
  const slowly = (delayMs: number) => place.city.servers.portal.set('delayMs', delayMs);
  const queue = () => inStore(settings, store => unsent(store, askedToRun, new Date().toISOString()));
  const job = (id: string) => inStore(settings, store => findJob(store, id)) as Promise<Job>;

  if (database.driver !== 'postgres')
    test('does what is put into its queue, shows the schedule, and ends with 0 at SIGTERM', async () => {
      await fresh();
      const service = await serve(place);
      expect(service.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      const asked = await dvcSync(['schedule', 'run', 'reconcile', '--json', '--config', place.config]);
      const { id, served } = JSON.parse(asked.stdout) as Job & { served: boolean };
      expect(served).toBe(true);
      await service.says('job ended', { job: id, state: 'done' });
      const { stdout } = await dvcSync(['schedule', '--json', '--config', place.config]);
      const entries = JSON.parse(stdout) as ScheduleEntry[];
      expect(entries.map(({ job }) => job)).toContain('housekeeping');
      expect(entries[0]).toMatchObject({
        job: 'reconcile',
        at: '30 5 * * *',
        lastOutcome: { state: 'skipped' },
      });
      expect(Date.parse(entries[0]!.nextDue!)).toBeGreaterThan(Date.now());
      service.signal('SIGTERM');
      expect(await service.ended).toMatchObject({ code: 0, stdout: '' });
      expect(service.log().filter(({ level }) => Number(level) >= 50)).toEqual([]);
    });

  if (database.driver !== 'postgres')
    test('puts a run it is at back to waiting at SIGTERM; the next one does it', async () => {
      await fresh();
      slowly(300);
      const service = await serve(place);
      const { id } = await queue();
      await service.says('job begun', { job: id });
      await expect
        .poll(() => inStore(settings, store => listRuns(store, 9)), { timeout: 20_000 })
        .toHaveLength(1);
      service.signal('SIGTERM');
      expect((await service.ended).code).toBe(0);
      expect(await job(id)).toMatchObject({ state: 'waiting', attempts: 0 });
      slowly(0);
      const next = await serve(place);
      await next.says('job ended', { job: id, state: 'done' });
      const runs = await inStore(settings, store => listRuns(store, 9));
      expect(runs.map(({ status }) => status)).toEqual(['clean', 'aborted']);
    });

  test('killed in a run, is followed by one that does it once', async () => {
    await fresh();
    slowly(300);
    const service = await serve(place);
    const { id } = await queue();
    await service.says('job begun', { job: id });
    await expect
      .poll(() => inStore(settings, store => listRuns(store, 9)), { timeout: 20_000 })
      .toHaveLength(1);
    await service.kill();
    slowly(0);
    const next = await serve(place);
    await next.says('job ended', { job: id, state: 'done' });
    expect(await job(id)).toMatchObject({ attempts: 2 });
    const runs = await inStore(settings, store => listRuns(store, 9));
    expect(runs.map(({ status }) => status)).toEqual(['clean', 'aborted']);
  });
});

describe('serve on SQLite', () => {
  let place: Place;
  let settings: StoreSettings;
  beforeAll(async () => {
    place = await placeOf(smallCity(), { server: { port: 0 } });
    settings = { driver: 'sqlite', file: `${place.folder}/data/dvc-sync.sqlite` };
  });
  afterAll(() => place.close());

  test('is refused beside another one on the same file, by name: exit 1', async () => {
    const service = await serve(place);
    const { code, stderr } = await dvcSync(['serve', '--config', place.config]);
    expect(code).toBe(1);
    expect(stderr).toContain(`tiến trình ${service.pid}`);
    expect(stderr).toContain('PostgreSQL');
    await service.kill();
    // The one that was killed does not stand in the way.
    await serve(place);
  });

  test('lets commands work beside it, and waits for a run of theirs', async () => {
    const { portal } = place.city.servers;
    const service = await serve(place);
    portal.set('delayMs', 200);
    const asked = [...portal.requests.values()].reduce((sum, count) => sum + count, 0);
    const running = start(['run', '--config', place.config, '--out', place.out]);
    await expect
      .poll(() => [...portal.requests.values()].reduce((sum, count) => sum + count, 0), { timeout: 30_000 })
      .toBeGreaterThan(asked);
    const { id } = await inStore(settings, store => unsent(store, askedToRun, new Date().toISOString()));
    portal.set('delayMs', 0);
    expect((await running.ended).code).toBe(0);
    await service.says('job ended', { job: id, state: 'done' });
    expect(service.log().some(({ msg }) => msg === 'job failed')).toBe(false);
  });

  test('says who listens at its port: exit 1, nothing left behind', async () => {
    const taken = createServer();
    await new Promise<void>(done => taken.listen(0, '127.0.0.1', done));
    const { port } = taken.address() as { port: number };
    const other = await placeOf(smallCity(), { server: { port } });
    try {
      const { code, stderr } = await dvcSync(['serve', '--config', other.config]);
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(`127.0.0.1:${port}`) });
    } finally {
      taken.close();
      await other.close();
    }
  });

  test('without a service, `schedule run` says that the job waits and what to do instead', async () => {
    const other = await placeOf(smallCity());
    try {
      const { code, stdout } = await dvcSync(['schedule', 'run', 'reconcile', '--config', other.config]);
      expect(code).toBe(0);
      expect(stdout).toContain('dvc-sync run');
      const wrong = await dvcSync(['schedule', 'run', 'nothing', '--config', other.config]);
      expect({ code: wrong.code, stderr: wrong.stderr }).toEqual({
        code: 64,
        stderr: expect.stringContaining('reconcile'),
      });
    } finally {
      await other.close();
    }
  });

  test('`work` is refused with the reason: exit 64', async () => {
    const { code, stderr } = await dvcSync(['work', '--config', place.config]);
    expect({ code, stderr }).toEqual({ code: 64, stderr: expect.stringContaining('PostgreSQL') });
  });

  test('a wrong cron expression is told with file, line and key: exit 64', async () => {
    const text = await readFile(place.config, 'utf8');
    const config = `${place.folder}/wrong.yaml`;
    await writeFile(config, `${text}schedule: { digest: { at: "0 25 * * *" } }\n`);
    const line = text.split('\n').length;
    const { code, stderr } = await dvcSync(['serve', '--config', config]);
    expect(code).toBe(64);
    expect(stderr).toContain(`wrong.yaml:${line}: schedule.digest.at: biểu thức cron sai ở giờ ("25")`);
  });
});

describe('SIGHUP', () => {
  test('takes a good configuration over, keeps the old one in force after a bad one, and refuses what needs a restart', async () => {
    const place = await placeOf(smallCity(), { server: { port: 0 } });
    try {
      const service = await serve(place);
      const good = await readFile(place.config, 'utf8');
      await appendFile(place.config, 'schedule: { reconcile: { at: "every day" } }\n');
      service.signal('SIGHUP');
      const line = good.split('\n').length;
      const bad = await service.says(/has a mistake/);
      expect(bad).toMatchObject({ level: 50, line, key: 'schedule.reconcile.at', file: place.config });

      await writeFile(place.config, good.replace('port: 0', 'port: 1'));
      service.signal('SIGHUP');
      expect(await service.says(/restart/)).toMatchObject({ level: 50, key: 'server.port' });

      await writeFile(
        place.config,
        `${good}schedule: { digest: { at: null }, reconcile: { at: "* * * * *" } }\n`,
      );
      service.signal('SIGHUP');
      await service.says('configuration read again');
      // The minute that has just begun is due by the new schedule, and not by any before it.
      await service.says(/^due/, { schedule: 'reconcile' });
      service.signal('SIGTERM');
      expect((await service.ended).code).toBe(0);
    } finally {
      await place.close();
    }
  });
});

describe('an apply in the hands of a service', () => {
  test('stops after the action in hand at SIGTERM, at once at a second one, and is gone on with by the next', async () => {
    const place = await pushPlace({ server: { port: 0 } }, { small: true });
    const settings: StoreSettings = { driver: 'sqlite', file: `${place.folder}/data/dvc-sync.sqlite` };
    const { portal } = place.city.servers;
    const gate = await startGate(portal.baseUrl);
    const config = await readFile(place.config, 'utf8');
    await writeFile(place.config, config.replace(portal.baseUrl, gate.baseUrl));
    const writes = () => portal.writes?.length ?? 0;
    const another = async () => {
      const before = writes();
      await expect.poll(writes, { timeout: 30_000, interval: 20 }).toBeGreaterThan(before);
    };
    try {
      const plan = await planned(place);
      await approved(place, plan);
      const scope = { plan: plan.id };
      const asked = { kind: 'apply', scope, priority: 10, requestedBy: 'an', origin: 'api' } as const;
      const job = await inStore(settings, store => unsent(store, asked, new Date().toISOString()));
      const standing = () =>
        inStore(settings, async store => ({
          job: (await findJob(store, job.id))?.state,
          plan: (await findPlan(store, plan.id))?.state,
        }));
      portal.set('delayMs', 40);
      const patient = await serve(place);
      await another();
      patient.signal('SIGTERM');
      expect((await patient.ended).code).toBe(0);
      expect(await standing()).toEqual({ job: 'waiting', plan: 'stopped' });

      const hasty = await serve(place);
      await another();
      // What it has in hand cannot come to its end now, nor arrive after it is gone.
      gate.holdFrom = 0;
      const came = gate.came;
      await expect.poll(() => gate.came, { timeout: 30_000, interval: 20 }).toBeGreaterThan(came);
      hasty.signal('SIGTERM');
      await hasty.says(/^stopping/);
      hasty.signal('SIGTERM');
      expect((await hasty.ended).code).toBe(130);
      expect(await standing()).toEqual({ job: 'running', plan: 'applying' });
      // By then the gate has heard that nobody waits for an answer any more.
      for (let turns = 0; turns < 5; turns++) await nextTurn();
      gate.open();

      portal.set('delayMs', 0);
      const last = await serve(place);
      await last.says('job ended', { job: job.id, state: 'done' });
      expect(await standing()).toEqual({ job: 'done', plan: 'applied' });
      last.signal('SIGTERM');
      await last.ended;
      expect((await place.run()).code).toBe(0);
    } finally {
      for (const service of started.splice(0)) await service.kill();
      await gate.close();
      await place.close();
    }
  }, 180_000);
});

onEveryDatabase(
  'two services on one database',
  database => {
    test('take one due moment once, and share the work with `work`', async () => {
      const settings = await database.settings();
      const schedule = { reconcile: { at: '* * * * *' } };
      const place = await placeOf(smallCity(), { store: settings, server: { port: 0 }, schedule });
      try {
        // As if it had been going for a while.
        await inStore(settings, async store => {
          const due = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 3_600_000).toISOString();
          const row = {
            job: 'reconcile',
            due,
            expression: '* * * * *',
            claimed_at: due,
            worker: 'w',
            outcome: 'queued',
          } as const;
          await store.db.insertInto('moment').values(row).execute();
        });
        const services = await Promise.all([serve(place), serve(place), serve(place, 'work')]);
        await expect
          .poll(() => inStore(settings, store => listJobs(store, { states: ['done'], limit: 9 })), {
            timeout: 30_000,
            interval: 200,
          })
          .not.toEqual([]);
        const queued = services.flatMap(({ log }) =>
          log().filter(({ schedule }) => schedule === 'reconcile'),
        );
        const jobs = await inStore(settings, store => listJobs(store, { limit: 9 }));
        // A minute may have passed in between; each was taken once.
        expect(queued.map(({ due }) => due).sort()).toEqual(
          [...new Set(queued.map(({ due }) => due))].sort(),
        );
        // The next one is left out while the first still runs.
        const begun = queued.flatMap(({ job }) => job ?? []);
        expect(begun.sort()).toEqual(jobs.map(({ id }) => id).sort());
        for (const service of services) service.signal('SIGTERM');
        for (const service of services) expect((await service.ended).code).toBe(0);
      } finally {
        await place.close();
      }
    });

    test('the one that does a run is killed: the other does it again, and it ends once with the same findings', async () => {
      const settings = await database.settings();
      const place = await placeOf(smallCity(), { store: settings, server: { port: 0 } });
      const gate = await startGate(place.city.servers.portal.baseUrl);
      try {
        const alone = await place.run();
        expect(alone.code).toBeLessThan(3);
        const text = await readFile(place.config, 'utf8');
        await writeFile(place.config, text.replace(place.city.servers.portal.baseUrl, gate.baseUrl));
        const services = await Promise.all([serve(place), serve(place, 'work')]);
        gate.holdFrom = 5;
        await inStore(settings, async store => {
          const anew = { ...askedToRun, scope: { full: true } };
          const job = await unsent(store, anew, new Date().toISOString());
          await expect.poll(() => gate.came, { timeout: 30_000 }).toBeGreaterThanOrEqual(5);
          const by = Number((await findJob(store, job.id))?.worker?.split('@')[0]);
          const killed = services.find(({ pid }) => pid === by)!;
          const other = services.find(({ pid }) => pid !== by)!;
          await killed.kill();
          gate.open();
          await other.says('job ended', { job: job.id, state: 'done' });
          expect(await findJob(store, job.id)).toMatchObject({ attempts: 2, state: 'done' });
          const [again, broken, first] = await listRuns(store, 9);
          expect([again?.status, broken?.status]).toEqual([first?.status, 'aborted']);
          const found = async (id: string) =>
            (await collect(rowsOfRun(store, id))).map(
              ({ fingerprint, statement }) => `${fingerprint} ${JSON.stringify(statement)}`,
            );
          expect((await found(again!.id)).sort()).toEqual((await found(first!.id)).sort());
          expect(await store.db.selectFrom('staged_finding').selectAll().execute()).toEqual([]);
        });
      } finally {
        for (const service of started.splice(0)) await service.kill();
        await gate.close();
        await place.close();
      }
      // Twenty seconds until the queue notices, beside two services and two runs.
    }, 120_000);
  },
  ['postgres'],
);
