import { expect, it } from 'vitest';
import { buildReport } from '../../src/report/from-store.ts';
import { packProcedure } from '../../src/snapshot/codec.ts';
import { beginRun } from '../../src/store/runs.ts';
import { beginSnapshot, finishSnapshot, writeProcedures } from '../../src/store/snapshots.ts';
import { collect, finding, minute, onEveryDatabase, wholeRun } from '../store/support.ts';
import { sampleCity } from './sample.ts';

onEveryDatabase('the report of a stored run', database => {
  it('has the rows, names, former findings and past that the store keeps', async () => {
    const store = await database.open();
    const gone = finding({ fingerprint: 'gone', procedure: '1.000656' });
    const stays = finding({ fingerprint: 'stays', procedure: '1.004194' });
    await wholeRun(store, minute(1), [gone, stays]);
    const runId = await beginRun(store, minute(2));
    const snapshot = await beginSnapshot(store, runId, 'national', minute(2));
    const body = packProcedure({
      code: '1.004194',
      mapped: true,
      forms: ['1.004194'],
      detailed: true,
      facts: { name: 'Đăng ký tạm trú' },
      offerings: [],
    });
    await writeProcedures(store, snapshot, [{ code: '1.004194', body }]);
    await finishSnapshot(store, snapshot, 'complete', {});
    await wholeRun(store, minute(2), [stays, finding({ fingerprint: 'fresh', procedure: '2.000001' })], {
      runId,
    });
    const later = await wholeRun(store, minute(3), []);

    const model = await buildReport(store, runId, { city: sampleCity });
    const rows = await collect(model.rows());
    expect(rows.map(row => [row.fingerprint, row.state])).toEqual([
      ['stays', 'open'],
      ['fresh', 'new'],
    ]);
    expect(model.tally).toMatchObject({ total: 2, toDo: 2, fresh: 1, states: { new: 1, open: 1 } });
    expect(model.resolved).toBe(1);
    expect(model.procedureName('1.004194')).toBe('Đăng ký tạm trú');
    expect(model.trend).toHaveLength(2);
    expect(model.trend.at(-1)!.runId).toBe(runId);
    expect((await buildReport(store, later.runId, { city: sampleCity })).tally.total).toBe(0);
  });

  it('gives one slice of it', async () => {
    const store = await database.open();
    const { runId } = await wholeRun(store, minute(1), [
      finding({ fingerprint: 'a', owner: 'technical' }),
      finding({ fingerprint: 'b', owner: 'regulatory' }),
    ]);
    const model = await buildReport(store, runId, { city: sampleCity, filter: { owner: 'regulatory' } });
    expect((await collect(model.rows())).map(row => row.fingerprint)).toEqual(['b']);
    expect(model.resolved).toBeNull();
  });

  it('says so when the run is not kept', async () => {
    const store = await database.open();
    await expect(buildReport(store, 'gone', { city: sampleCity })).rejects.toThrow(/Không có lần chạy gone/);
  });
});
