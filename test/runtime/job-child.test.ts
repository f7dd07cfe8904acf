import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store, StoreSettings } from '../../src/store/core/contract.ts';
import { inTransaction, openStore } from '../../src/store/core/open.ts';
import { listRuns } from '../../src/store/runs/runs.ts';
import { findJob, requestCancel } from '../../src/store/work/jobs.ts';
import { onEveryDatabase } from '../store/support.ts';
import { type Place, placeOf } from '../support/place.ts';
import { type RunningService, startService } from '../support/service.ts';
import { smallCity } from '../support/small-city.ts';
import { unsent } from '../support/unsent.ts';

const askedToRun = { kind: 'reconcile', scope: {}, priority: 10, requestedBy: 'an', origin: 'api' } as const;

onEveryDatabase('a heavy job of a service', database => {
  let place: Place;
  let settings: StoreSettings;
  let store: Store;
  let service: RunningService;
  /** Runs of the tests before. */
  let earlier: number;
  beforeAll(async () => {
    settings = await database.kept();
    place = await placeOf(smallCity(), { store: settings, server: { port: 0, graceSeconds: 20 } });
    store = await openStore(settings, { mayBegin: true });
    service = await startService('serve', place.config);
  });
  afterAll(async () => {
    await service?.kill();
    await store.close();
    await place.close();
  });

  /** The job at work in a child: it has begun its run. */
  async function atWork(): Promise<{ id: string; child: Child }> {
    place.city.servers.portal.set('delayMs', 300);
    earlier = (await listRuns(store, 99)).length;
    const { id } = await unsent(store, askedToRun, new Date().toISOString());
    await expect.poll(runs).toHaveLength(1);
    return { id, child: childrenOf(service.pid)[0]! };
  }
  const job = (id: string) => findJob(store, id);
  const runs = async () => {
    const all = await listRuns(store, 99);
    return all.slice(0, all.length - earlier);
  };
  const states = async () => (await runs()).map(({ status }) => status);

  test('is done by a child; killed, it is begun anew by the same service, and its run counts once', async () => {
    const { id, child } = await atWork();
    expect(child.command.slice(-3)).toEqual(['work', '--job', id]);
    place.city.servers.portal.set('delayMs', 0);
    process.kill(child.pid, 'SIGKILL');
    await service.says('job ended', { job: id, state: 'done' });
    expect(await job(id)).toMatchObject({ state: 'done', attempts: 2 });
    expect(await states()).toEqual(['clean', 'aborted']);
    // What the child logged stands in the service's log, once.
    const begun = service.log().filter(({ msg, by }) => by === 'death' && /ended without/.test(String(msg)));
    expect(begun).toHaveLength(1);
    await expect.poll(() => childrenOf(service.pid)).toEqual([]);
  });

  test('cancelled by a person ends at its next safe point, and its child with it', async () => {
    const { id } = await atWork();
    const by = { who: 'an', origin: 'test', at: new Date().toISOString() };
    await inTransaction(store, inner => requestCancel(inner, id, by));
    await service.says('job ended', { job: id, state: 'cancelled' });
    expect(await states()).toEqual(['aborted']);
    await expect.poll(() => childrenOf(service.pid)).toEqual([]);
  });

  test('goes with its service where that is killed, and the next one does it', async () => {
    const { id, child } = await atWork();
    await service.kill();
    await expect.poll(() => isAlive(child.pid)).toBe(false);
    place.city.servers.portal.set('delayMs', 0);
    service = await startService('serve', place.config);
    await service.says('job ended', { job: id, state: 'done' });
    expect(await job(id)).toMatchObject({ attempts: 2 });
    expect(await states()).toEqual(['clean', 'aborted']);
  });
});

interface Child {
  pid: number;
  command: string[];
}

/** Linux says who was started by whom, and with what words. */
function childrenOf(parent: number): Child[] {
  return readdirSync('/proc').flatMap(name => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const [, rest = ''] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ');
      const [state, of] = rest.split(' ');
      if (Number(of) !== parent || state === 'Z') return [];
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').filter(Boolean);
      return [{ pid: Number(name), command }];
    } catch {
      return [];
    }
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
