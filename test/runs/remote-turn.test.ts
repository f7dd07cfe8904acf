import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { inRemoteTurn, remoteTurn } from '../../src/runs/remote-turn.ts';
import { inTransaction } from '../../src/store/core/open.ts';
import { beginRun, listRuns } from '../../src/store/runs/runs.ts';
import { ClaimLost, claimHolder, takeClaim } from '../../src/store/work/claims.ts';
import { silent } from '../runtime/support.ts';
import { minute, onEveryDatabase } from '../store/support.ts';

const at = { now: () => new Date(), log: silent };

onEveryDatabase('whoever reads all systems or writes to them', database => {
  it('has them alone: anybody else is told who is at it, until that one is done', async () => {
    const store = await database.open();
    const { promise: done, resolve } = Promise.withResolvers<void>();
    const first = inRemoteTurn(store, 'run', at, () => done);
    await wait(0);
    await expect
      .poll(() => store.db.selectFrom('claim').select('name').execute())
      .toEqual([{ name: remoteTurn }]);
    let reached = false;
    const second = inRemoteTurn(store, 'apply P-1', at, async () => {
      reached = true;
    });
    await expect(second).rejects.toMatchObject({
      code: 'remotes-busy',
      params: { purpose: 'run', pid: process.pid },
    });
    resolve();
    await first;
    expect(reached).toBe(false);
    expect(await inRemoteTurn(store, 'plan', at, async () => 'planned')).toBe('planned');
  });
});

onEveryDatabase('a process that was silent for so long that another took its turn', database => {
  it('hears of it and writes nothing more, not even what was half done', async () => {
    const store = await database.open();
    const late = new Date(Date.now() + 120_000).toISOString();
    const other = { pid: 1, host: 'elsewhere', purpose: 'run', since: late };
    const written: string[] = [];
    const silent = inRemoteTurn(store, 'run', at, async (fenced, lost) => {
      await inTransaction(fenced, async inner => void written.push(await beginRun(inner, minute(1))));
      // As after SIGSTOP: it has slept past its claim, and comes to in the middle of its work.
      expect((await takeClaim(store, remoteTurn, other, late)).held).toBe(true);
      await expect(inTransaction(fenced, inner => beginRun(inner, minute(2)))).rejects.toThrow(ClaimLost);
      await expect.poll(() => lost.aborted).toBe(true);
      throw lost.reason;
    });
    await expect(silent).rejects.toThrow(ClaimLost);
    expect((await listRuns(store, 9)).map(({ id }) => id)).toEqual(written);
    // What it held is the other's, and stays so.
    expect(await claimHolder(store, remoteTurn, late)).toMatchObject({ host: 'elsewhere' });
  });
});

onEveryDatabase(
  'a turn that cannot be given back',
  database => {
    it('takes nothing from what was done in it, and keeps this process from no other', async () => {
      const store = await database.open();
      await sql`create trigger away before delete on claim begin select raise(abort, 'away'); end`.execute(
        store.db,
      );
      expect(await inRemoteTurn(store, 'run', at, async () => 'done')).toBe('done');
      expect(await inRemoteTurn(store, 'plan', at, async () => 'planned')).toBe('planned');
    });
  },
  ['sqlite'],
);
