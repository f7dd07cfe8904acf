import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import type { LeaseHolder } from '../../src/store/contract.ts';
import { acquireLease } from '../../src/store/leases.ts';
import { openStore } from '../../src/store/open.ts';
import { minute, onEveryDatabase } from './support.ts';

function holder(given: Partial<LeaseHolder> = {}): LeaseHolder {
  return { pid: process.pid, host: hostname(), purpose: 'run', since: minute(0), ...given };
}

function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

onEveryDatabase('a lease', database => {
  it('is held by one and names its holder to the other', async () => {
    const store = await database.open();
    const elsewhere = holder({ pid: 77, host: 'may-chu-2', purpose: 'map' });
    expect((await acquireLease(store, 'writer', elsewhere, minute(0))).held).toBe(true);
    expect(await acquireLease(store, 'writer', holder(), minute(0))).toEqual({ held: false, by: elsewhere });
    expect((await acquireLease(store, 'another name', holder(), minute(0))).held).toBe(true);
  });

  it('goes to exactly one of many that ask at the same time', async () => {
    const settings = await database.settings();
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore(settings)));
    const answers = await Promise.all(
      stores.map(store => acquireLease(store, 'writer', holder(), minute(0))),
    );
    expect(answers.filter(answer => answer.held)).toHaveLength(1);
    for (const store of stores) await store.close();
  });

  it('can be had again once it is released', async () => {
    const store = await database.open();
    const first = await acquireLease(store, 'writer', holder(), minute(0));
    if (first.held) await first.release();
    expect((await acquireLease(store, 'writer', holder(), minute(0))).held).toBe(true);
  });

  it('stays with a holder on another host that keeps renewing it, and falls to the next when it stops', async () => {
    const store = await database.open();
    const first = await acquireLease(store, 'writer', holder({ host: 'may-chu-2' }), minute(0));
    if (!first.held) throw new Error('not held');
    await first.renew(minute(5));
    expect((await acquireLease(store, 'writer', holder(), minute(6))).held).toBe(false);
    expect((await acquireLease(store, 'writer', holder(), minute(7))).held).toBe(true);
    await expect(first.renew(minute(7))).rejects.toThrow('đã giành quyền “writer”');
    await first.release();
    expect((await acquireLease(store, 'writer', holder(), minute(7))).held).toBe(false);
  });

  it('falls to the next at once when its process on this host is gone', async () => {
    const store = await database.open();
    await acquireLease(store, 'writer', holder({ pid: deadPid() }), minute(0));
    expect((await acquireLease(store, 'writer', holder(), minute(0))).held).toBe(true);
  });

  it('does not mistake a predecessor with our pid for us', async () => {
    const store = await database.open();
    const { pid, host, purpose, since } = holder();
    await store.db
      .insertInto('lease')
      .values({ name: 'writer', token: 'of an earlier life', pid, host, purpose, since, heartbeat: since })
      .execute();
    expect((await acquireLease(store, 'writer', holder(), minute(0))).held).toBe(true);
  });
});
