import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import type { StoreSettings } from '../../../src/store/core/contract.ts';
import { openStore } from '../../../src/store/core/open.ts';
import { history } from '../../../src/store/runs/history.ts';
import { rowsOfRun } from '../../../src/store/runs/queries.ts';
import { abortStaleRuns, lastRun, listRuns } from '../../../src/store/runs/runs.ts';
import {
  beginSnapshot,
  finishSnapshot,
  latestComplete,
  snapshotsOfRun,
} from '../../../src/store/runs/snapshots.ts';
import { takeClaim } from '../../../src/store/work/claims.ts';
import { built } from '../../support/built.ts';
import { collect, finding, minute, onEveryDatabase, wholeRun } from '../support.ts';

const program = built('killed-run');

/** Lets a run come to `where` and kills it there. */
async function killWhile(where: 'reading' | 'settling', settings: StoreSettings): Promise<void> {
  const child = spawn(process.execPath, [program, JSON.stringify(settings), where], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [Buffer];
  expect(String(said)).toBe(`${where}\n`);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

onEveryDatabase('after a run was killed', database => {
  it.each(['reading', 'settling'] as const)(
    'while %s, the next one goes on from what was whole',
    async where => {
      const settings = await database.settings();
      const before = await openStore(settings);
      const known = finding({ agency: 'H13.1' });
      const { runId } = await wholeRun(before, minute(1), [known]);
      const base = await beginSnapshot(before, runId, 'portal', minute(1));
      await finishSnapshot(before, base, 'complete', {});
      await before.close();

      await killWhile(where, settings);

      const store = await openStore(settings);
      const holder = { pid: process.pid, host: hostname(), purpose: 'run', since: minute(5) };
      expect(await takeClaim(store, 'remotes', holder, minute(5))).toMatchObject({ held: true });
      const aborted = await abortStaleRuns(store, minute(6));
      expect(await listRuns(store, 10)).toMatchObject([
        { id: aborted[0], status: 'aborted', finishedAt: minute(6) },
        { id: runId, status: 'discrepancies' },
      ]);
      expect(await lastRun(store)).toMatchObject({ id: runId });
      expect(await snapshotsOfRun(store, aborted[0]!)).toEqual([]);
      expect(await latestComplete(store, 'portal')).toMatchObject({ id: base });
      expect(await collect(rowsOfRun(store, aborted[0]!))).toEqual([]);
      expect((await history(store, {}, minute(6))).map(one => [one.agency, one.lastSeen])).toEqual([
        ['H13.1', minute(1)],
      ]);
      const again = await wholeRun(store, minute(7), [known, finding({ agency: 'H13.2' })]);
      expect(again.counts).toEqual({
        new: 1,
        open: 1,
        resolved: 0,
        waived: 0,
        carried: 0,
        toDo: 2,
        unchecked: 0,
      });
      await store.close();
    },
  );
});
