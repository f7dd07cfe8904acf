import { expect, it } from 'vitest';
import { unmappedOf } from '../../src/runs/unmapped.ts';
import { inTransaction } from '../../src/store/core/open.ts';
import { beginRun, finishRun } from '../../src/store/runs/runs.ts';
import { city } from '../review/support.ts';
import { seedSnapshot } from '../snapshot/support.ts';
import { onEveryDatabase } from '../store/support.ts';

const at = '2026-11-23T05:00:00.000Z';
const names = city.systems.map(({ name }) => name);

onEveryDatabase('codes that are none of ours', database => {
  it('could not be told before any run, nor at a system that was not read whole, and are none elsewhere', async () => {
    const store = await database.open();
    expect(await unmappedOf({ city }, store)).toEqual({ run: null, codes: [], unread: names });

    const [whole, partly, ...others] = names;
    expect(others.length).toBeGreaterThan(0);
    const runId = await beginRun(store, at);
    await seedSnapshot(store, runId, whole!, []);
    const unmappedAgencies = [{ id: 'DV-CU', name: 'Đơn vị cũ', offerings: 3, suggestions: [] }];
    await seedSnapshot(store, runId, partly!, [], { status: 'partial', unmappedAgencies });
    const counts = { new: 0, open: 0, resolved: 0, waived: 0, carried: 0, toDo: 0, unchecked: 0 };
    const summary = { runId, status: 'partial' as const, startedAt: at, finishedAt: at };
    await inTransaction(store, inner =>
      finishRun(inner, { ...summary, systems: {}, rules: {}, counts, levels: {} }, { levelsByTier: {} }),
    );
    expect(await unmappedOf({ city }, store)).toEqual({
      run: runId,
      codes: [
        {
          ...{ system: partly, kind: 'agency', remote: 'DV-CU', name: 'Đơn vị cũ', offerings: 3 },
          suggestions: [],
        },
      ],
      unread: [partly, ...others],
    });
  });
});
