import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { beginRun } from '../../../src/store/runs/runs.ts';
import { silentAfterMs, takeClaim } from '../../../src/store/work/claims.ts';
import { built } from '../../support/built.ts';
import { minute, onEveryDatabase, openedFor } from '../support.ts';

onEveryDatabase('a process that is stopped for longer than it may be silent', database => {
  it('writes nothing once another has taken over, not by a single statement either, and hears that it lost', async () => {
    const settings = await database.settings();
    const store = await openedFor(settings);
    const runId = await beginRun(store, minute(0));
    const child = spawn(process.execPath, [built('stopped-writer'), JSON.stringify(settings), runId], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      let said = '';
      child.stdout.on('data', text => {
        said += text;
      });
      await expect.poll(() => said, { timeout: 40_000, interval: 5 }).toContain('written');
      child.kill('SIGSTOP');
      const inHand = () =>
        Promise.all([
          store.db.selectFrom('snapshot').selectAll().orderBy('id').execute(),
          store.db.selectFrom('cache').selectAll().orderBy('key').execute(),
          store.db.selectFrom('monthStatistics').selectAll().orderBy('month').execute(),
          store.db.selectFrom('claim').selectAll().execute(),
        ]);
      // As if the time had gone by that a holder may be silent.
      const now = new Date(Date.now() + silentAfterMs + 60_000).toISOString();
      const holder = { pid: process.pid, host: 'may-chu-2', purpose: 'test', since: now };
      expect((await takeClaim(store, 'writer', holder, now)).held).toBe(true);
      const before = await inHand();
      expect(before.map(rows => rows.length > 0)).toEqual([true, true, true, true]);
      child.kill('SIGCONT');
      await once(child, 'exit');
      expect(said.trim().split('\n').at(-1)).toBe(
        '["beginSnapshot","cache","pruneCache","keepMonth","setPlanState","pruneRuns"]',
      );
      expect(await inHand()).toEqual(before);
    } finally {
      child.kill('SIGKILL');
      await store.close();
    }
  });
});
