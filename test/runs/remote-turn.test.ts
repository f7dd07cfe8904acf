import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inRemoteTurn, remoteTurn } from '../../src/runs/remote-turn.ts';
import { onEveryDatabase } from '../store/support.ts';

const now = () => new Date();

onEveryDatabase('whoever reads all systems or writes to them', database => {
  it('has them alone: anybody else is told who is at it, until that one is done', async () => {
    const store = await database.open();
    const { promise: done, resolve } = Promise.withResolvers<void>();
    const first = inRemoteTurn(store, 'đối chiếu', now, () => done);
    await wait(0);
    await expect
      .poll(() => store.db.selectFrom('claim').select('name').execute())
      .toEqual([{ name: remoteTurn }]);
    let reached = false;
    const second = inRemoteTurn(store, 'áp dụng kế hoạch P-1', now, async () => {
      reached = true;
    });
    await expect(second).rejects.toMatchObject({
      code: 'remotes-busy',
      params: { purpose: 'đối chiếu', pid: process.pid },
    });
    resolve();
    await first;
    expect(reached).toBe(false);
    expect(await inRemoteTurn(store, 'lập kế hoạch', now, async () => 'planned')).toBe('planned');
  });
});
