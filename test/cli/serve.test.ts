import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Job } from '../../src/domain/job.ts';
import type { ScheduleEntry } from '../../src/runtime/schedule.ts';
import type { StoreSettings } from '../../src/store/core/contract.ts';
import { listRuns } from '../../src/store/runs/runs.ts';
import { findJob } from '../../src/store/work/jobs.ts';
import { dvcSync, start } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';
import { unsent } from '../support/unsent.ts';
import { askedToRun, inStore, killServices, serve } from './serving.ts';

afterEach(killServices);

describe('serve', () => {
  let place: Place;
  let settings: StoreSettings;
  beforeEach(async () => {
    place = await placeOf(smallCity(), { server: { port: 0, graceSeconds: 20 } });
    settings = { driver: 'sqlite', file: `${place.folder}/data/dvc-sync.sqlite` };
  });
  afterEach(async () => {
    await killServices();
    await place.close();
  });
  const slowly = (delayMs: number) => place.city.servers.portal.set('delayMs', delayMs);
  const queue = () => inStore(settings, store => unsent(store, askedToRun, new Date().toISOString()));
  const job = (id: string) => inStore(settings, store => findJob(store, id)) as Promise<Job>;

  test('does what is put into its queue, shows the schedule, and ends with 0 at SIGTERM', async () => {
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

  test('puts a run it is at back to waiting at SIGTERM; the next one does it', async () => {
    slowly(300);
    const service = await serve(place);
    const { id } = await queue();
    await service.says('job begun', { job: id });
    await expect.poll(() => inStore(settings, store => listRuns(store, 9))).toHaveLength(1);
    service.signal('SIGTERM');
    expect((await service.ended).code).toBe(0);
    expect(await job(id)).toMatchObject({ state: 'waiting', attempts: 0 });
    slowly(0);
    const next = await serve(place);
    await next.says('job ended', { job: id, state: 'done' });
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
  });

  test('lets commands work beside it, and waits for a run of theirs', async () => {
    const { portal } = place.city.servers;
    // The one that was killed does not stand in the way.
    const service = await serve(place);
    portal.set('delayMs', 200);
    const asked = [...portal.requests.values()].reduce((sum, count) => sum + count, 0);
    const running = start(['run', '--config', place.config, '--out', place.out]);
    await expect
      .poll(() => [...portal.requests.values()].reduce((sum, count) => sum + count, 0))
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
      await writeFile(place.config, good.replace('port: 0', 'port: 0\n  trustProxy: [loopback]'));
      service.signal('SIGHUP');
      await service.says(/restart/, { key: 'server.trustProxy' });

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
