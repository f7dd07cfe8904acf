import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { inTransaction } from '../../../src/store/core/open.ts';
import { beginRun } from '../../../src/store/runs/runs.ts';
import { takeClaim } from '../../../src/store/work/claims.ts';
import { holdClaim } from '../../../src/store/work/heartbeat.ts';
import { openedFor } from '../settings-of.ts';
import { minute, storeFile } from '../support.ts';

it('a file that another program holds takes no claim away and loses no write: both go on when it is free', async () => {
  const { settings, drop } = await storeFile();
  onTestFinished(drop);
  const store = await openedFor(settings);
  onTestFinished(() => store.close());
  const troubles: unknown[] = [];
  const now = () => new Date();
  const taken = await holdClaim(store, 'writer', {
    purpose: 'đối chiếu',
    now,
    everyMs: 20,
    troubled: error => troubles.push(error),
  });
  if (!taken.held) throw new Error('somebody else holds it');
  const { claim } = taken;
  const heartbeat = async () =>
    (await store.db.selectFrom('claim').select('heartbeat').executeTakeFirst())!.heartbeat;
  const before = await heartbeat();
  const other = new DatabaseSync(settings.file);
  onTestFinished(() => other.close());
  other.exec('begin immediate');
  const writing = inTransaction(store, inner => beginRun(inner, minute(1)));
  await expect.poll(() => store.busyFor!()).toBeGreaterThan(300);
  expect(claim.lost.aborted).toBe(false);
  other.exec('rollback');
  expect(await writing).toMatch(/^2021|^20/);
  await expect.poll(heartbeat).not.toBe(before);
  expect(store.busyFor!()).toBe(0);
  expect([claim.lost.aborted, troubles]).toEqual([false, []]);
  const asking = { pid: process.pid, host: 'elsewhere', purpose: 'run', since: minute(0) };
  expect((await takeClaim(store, 'writer', asking, now().toISOString())).held).toBe(false);
  await claim.release();
});
