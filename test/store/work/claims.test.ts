import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { fencedStore, inTransaction, openStore } from '../../../src/store/core/open.ts';
import { listLetters, queueLetters } from '../../../src/store/mail/outbox.ts';
import {
  type ClaimHolder,
  ClaimLost,
  releaseClaim,
  renewClaim,
  requireClaim,
  takeClaim,
} from '../../../src/store/work/claims.ts';
import { holdClaim } from '../../../src/store/work/heartbeat.ts';
import { minute, onEveryDatabase } from '../support.ts';

function holder(given: Partial<ClaimHolder> = {}): ClaimHolder {
  return { pid: process.pid, host: hostname(), purpose: 'run', since: minute(0), ...given };
}

function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

onEveryDatabase('a claim', database => {
  it('is held by one and names its holder to the other', async () => {
    const store = await database.open();
    const elsewhere = holder({ pid: 77, host: 'may-chu-2', purpose: 'map' });
    expect((await takeClaim(store, 'writer', elsewhere, minute(0))).held).toBe(true);
    expect(await takeClaim(store, 'writer', holder(), minute(0))).toEqual({ held: false, by: elsewhere });
    expect((await takeClaim(store, 'another name', holder(), minute(0))).held).toBe(true);
  });

  it('goes to exactly one of many that ask at the same time', async () => {
    const settings = await database.settings();
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore(settings)));
    const answers = await Promise.all(stores.map(store => takeClaim(store, 'writer', holder(), minute(0))));
    expect(answers.filter(answer => answer.held)).toHaveLength(1);
    for (const store of stores) await store.close();
  });

  it('can be had again once it is released', async () => {
    const store = await database.open();
    const first = await takeClaim(store, 'writer', holder(), minute(0));
    if (first.held) await releaseClaim(store, first.claim);
    expect((await takeClaim(store, 'writer', holder(), minute(0))).held).toBe(true);
  });

  it('stays with a holder on another host that keeps renewing it, and falls to the next when it stops', async () => {
    const store = await database.open();
    const first = await takeClaim(store, 'writer', holder({ host: 'may-chu-2' }), minute(0));
    if (!first.held) throw new Error('not held');
    await renewClaim(store, first.claim, minute(5));
    expect((await takeClaim(store, 'writer', holder(), minute(6))).held).toBe(false);
    expect((await takeClaim(store, 'writer', holder(), minute(7))).held).toBe(true);
    await expect(renewClaim(store, first.claim, minute(7))).rejects.toThrow(ClaimLost);
    await releaseClaim(store, first.claim);
    expect((await takeClaim(store, 'writer', holder(), minute(7))).held).toBe(false);
  });

  it('falls to the next at once when its process on this host is gone', async () => {
    const store = await database.open();
    await takeClaim(store, 'writer', holder({ pid: deadPid() }), minute(0));
    expect((await takeClaim(store, 'writer', holder(), minute(0))).held).toBe(true);
  });

  it('does not mistake a predecessor with our pid for us', async () => {
    const store = await database.open();
    const { pid, host, purpose, since } = holder();
    await store.db
      .insertInto('claim')
      .values({ name: 'writer', token: 'of an earlier life', pid, host, purpose, since, heartbeat: since })
      .execute();
    expect((await takeClaim(store, 'writer', holder(), minute(0))).held).toBe(true);
  });

  it('fences what its holder writes: taken over in the middle, nothing of the transaction stays', async () => {
    const settings = await database.settings();
    const [store, other] = await Promise.all([openStore(settings), openStore(settings)]);
    try {
      const taken = await takeClaim(store, 'writer', holder({ host: 'may-chu-2' }), minute(0));
      if (!taken.held) throw new Error('not held');
      const fenced = fencedStore(store, inner => requireClaim(inner, taken.claim));
      const write = (subject: string) =>
        inTransaction(fenced, inner => queueLetters(inner, [letter(subject)], minute(0)));
      await write('first');
      expect((await takeClaim(other, 'writer', holder(), minute(7))).held).toBe(true);
      await expect(write('second')).rejects.toThrow(ClaimLost);
      expect(await listLetters(store, {}, minute(8), 9)).toMatchObject([{ subject: 'first' }]);
    } finally {
      for (const each of [store, other]) await each.close();
    }
  });
});

const letter = (subject: string) =>
  ({ kind: 'digest', subject, to: 'a@example.vn', notBefore: minute(0), body: null }) as const;

onEveryDatabase(
  'a file that another program held for longer than a holder may be silent',
  database => {
    it('takes no claim away from a process that lives', async () => {
      const settings = await database.settings();
      if (settings.driver !== 'sqlite') throw new Error('not SQLite');
      const [store, other] = await Promise.all([openStore(settings), openStore(settings)]);
      const program = new DatabaseSync(settings.file);
      let time = minute(0);
      const holding = { purpose: 'run', now: () => new Date(time), everyMs: 400 };
      const first = await holdClaim(store, 'writer', holding);
      if (!first.held) throw new Error('not held');
      try {
        program.exec('begin immediate');
        // A beat has come to the file, and waits.
        await expect.poll(() => store.busyFor?.() ?? 0).toBeGreaterThan(0);
        time = minute(2);
        const second = holdClaim(other, 'writer', holding);
        await wait(10);
        program.exec('rollback');
        expect((await second).held).toBe(false);
        expect(first.claim.lost.aborted).toBe(false);
        // The beat says when it was written, not since when it had waited.
        const rows = await store.db.selectFrom('claim').select('heartbeat').execute();
        expect(rows).toEqual([{ heartbeat: minute(2) }]);
      } finally {
        await first.claim.release();
        program.close();
        for (const each of [store, other]) await each.close();
      }
    });
  },
  ['sqlite'],
);
