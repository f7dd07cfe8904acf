import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { RunSummary } from '../../../src/domain/run.ts';
import { migrations } from '../../../src/store/migrations/index.ts';
import { openLedger } from '../../../src/store/runs/ledger.ts';
import { trend } from '../../../src/store/runs/queries.ts';
import {
  abortStaleRuns,
  beginRun,
  findRun,
  finishRun,
  lastRun,
  listRuns,
  pruneRuns,
  runBefore,
  spanAfter,
} from '../../../src/store/runs/runs.ts';
import {
  beginSnapshot,
  finishSnapshot,
  snapshotsOfRun,
  stageRows,
} from '../../../src/store/runs/snapshots.ts';
import { finding, minute, onEveryDatabase, wholeRun } from '../support.ts';

function summaryOf(runId: string, startedAt: string, finishedAt: string): RunSummary {
  const counts = { new: 0, open: 0, resolved: 0, waived: 0, carried: 0, toDo: 0, unchecked: 0 };
  return { runId, status: 'clean', startedAt, finishedAt, systems: {}, rules: {}, counts, levels: {} };
}

onEveryDatabase('runs', database => {
  it('have ids that can be read and sort by time', async () => {
    const store = await database.open();
    const ids = [
      await beginRun(store, minute(1)),
      await beginRun(store, minute(59)),
      await beginRun(store, minute(2)),
    ];
    expect(ids[0]).toMatch(/^20261123T050100Z-[0-9a-f]{4}$/);
    expect([...ids].sort()).toEqual([ids[0], ids[2], ids[1]]);
    // Two of one second stay in their order, even when the clock was set back a little between them.
    expect(await beginRun(store, '2026-11-23T06:30:00.999Z')).toBe('20261123T063000Z-3e70');
    expect(await beginRun(store, '2026-11-23T06:30:00.015Z')).toBe('20261123T063000Z-3e71');
    expect((await listRuns(store, 5)).slice(2).map(run => run.id)).toEqual([ids[2], ids[1], ids[0]]);
  });

  it('keep summary and statistics once finished, and cannot be finished twice', async () => {
    const store = await database.open();
    const id = await beginRun(store, minute(0));
    expect(await lastRun(store)).toBeUndefined();
    const summary = summaryOf(id, minute(0), minute(1));
    const statistics = { levelsByTier: { portal: { commune: { '1': 0, '2': 1, '3': 0, '4': 9, none: 0 } } } };
    await finishRun(store, summary, statistics);
    const finished = {
      id,
      number: 1,
      status: 'clean',
      startedAt: minute(0),
      finishedAt: minute(1),
      summary,
      statistics,
    };
    expect(await lastRun(store)).toEqual(finished);
    expect(await findRun(store, id)).toEqual(finished);
    await expect(finishRun(store, summary, statistics)).rejects.toMatchObject({
      code: 'run-aborted',
      params: { run: id },
    });
  });

  it('left behind by a killed process are aborted with everything unfinished', async () => {
    const store = await database.open();
    const dead = await beginRun(store, minute(0));
    const read = await beginSnapshot(store, dead, 'national', minute(0));
    await finishSnapshot(store, read, 'complete', {});
    const half = await beginSnapshot(store, dead, 'portal', minute(0));
    await stageRows(store, half, [{ procedure: '1.004194', kind: 'procedure', body: '{}' }]);
    const ledger = openLedger(store, { runId: dead });
    await ledger.add(Array.from({ length: 1_500 }, (_, n) => finding({ agency: `H13.${n}` })));

    expect(await abortStaleRuns(store, minute(9))).toEqual([dead]);
    expect(await abortStaleRuns(store, minute(9))).toEqual([]);
    expect(await findRun(store, dead)).toMatchObject({ status: 'aborted', finishedAt: minute(9) });
    expect((await snapshotsOfRun(store, dead)).map(snapshot => snapshot.id)).toEqual([read]);
    for (const table of ['staged', 'stagedFinding'] as const) {
      expect(await store.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
    // The process that was taken for dead comes to again: it must not write any more.
    await expect(wholeRun(store, minute(0), [finding()], { runId: dead })).rejects.toThrow('run-aborted');
    await expect(finishSnapshot(store, half, 'complete', {})).rejects.toThrow('snapshot-given-up');
  });

  it('are forgotten beyond the last few, with their rows but not the discrepancies', async () => {
    const store = await database.open();
    const ids: string[] = [];
    for (const n of [1, 2, 3, 4]) {
      const changing = finding({ actual: n });
      ids.push((await wholeRun(store, minute(n), [changing])).runId);
    }
    await pruneRuns(store, 2);
    expect((await listRuns(store, 10)).map(run => run.id)).toEqual([ids[3], ids[2]]);
    const rows = await store.db.selectFrom('runDiscrepancy').select('runId').orderBy('runId').execute();
    expect(rows.map(row => row.runId)).toEqual([ids[2], ids[3]]);
    const contents = await store.db
      .selectFrom('discrepancyContent')
      .select('statement')
      .orderBy('id')
      .execute();
    expect(contents.map(({ statement }) => (statement as { actual?: unknown }).actual)).toEqual([3, 4]);
    const known = await store.db.selectFrom('discrepancy').select('firstSeen').executeTakeFirst();
    expect(known?.firstSeen).toBe(minute(1));
  });
});

onEveryDatabase('after a clock that was ahead once, runs', database => {
  it('are in the order they were made: latest, before, trend, pages; the one just settled is never pruned', async () => {
    const store = await database.open();
    const made: string[] = [];
    for (const at of [minute(1), '2031-01-01T00:00:00.000Z', minute(3), minute(4)])
      made.push((await wholeRun(store, at, [finding()])).runId);
    const [first, ahead, right, latest] = made as [string, string, string, string];
    expect((await lastRun(store))!.id).toBe(latest);
    expect((await runBefore(store, right))!.id).toBe(ahead);
    expect((await listRuns(store, 9)).map(({ id }) => id)).toEqual([latest, right, ahead, first]);
    expect((await listRuns(store, 9, right)).map(({ id }) => id)).toEqual([ahead, first]);
    expect((await trend(store, 9)).map(({ runId }) => runId)).toEqual(made);
    expect((await trend(store, 2, right)).map(({ runId }) => runId)).toEqual([ahead, right]);
    expect(await spanAfter(store, ahead)).toEqual({ from: minute(3), until: minute(4), runs: 2 });
    expect(await spanAfter(store, latest)).toBeUndefined();
    await pruneRuns(store, 1);
    expect((await listRuns(store, 9)).map(({ id }) => id)).toEqual([latest]);
    // What was pruned has nothing before it any more.
    expect(await listRuns(store, 9, ahead)).toEqual([]);
    expect((await wholeRun(store, minute(5), [])).counts.resolved).toBe(1);
    expect((await lastRun(store))!.startedAt).toBe(minute(5));
  });

  it('made before they were numbered are in the order of their snapshots', async () => {
    const store = await database.open();
    const made: string[] = [];
    for (const at of [minute(1), '2031-01-01T00:00:00.000Z', minute(3)]) {
      const { runId } = await wholeRun(store, at, []);
      await finishSnapshot(store, await beginSnapshot(store, runId, 'portal', at), 'complete', {});
      made.push(runId);
    }
    const aborted = await beginRun(store, minute(4));
    await sql`drop index run_by_number`.execute(store.db);
    await sql`alter table run drop column number`.execute(store.db);
    await migrations['0013-run-order']!.up(store.db.withoutPlugins());
    expect((await listRuns(store, 9)).map(({ id }) => id)).toEqual([aborted, ...made.toReversed()]);
  });
});
