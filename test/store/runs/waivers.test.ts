import { expect, it } from 'vitest';
import { history } from '../../../src/store/runs/history.ts';
import { rowsOfRun } from '../../../src/store/runs/queries.ts';
import { activeWaivers, addWaiver, revokeWaiver } from '../../../src/store/runs/waivers.ts';
import { collect, finding, minute, onEveryDatabase, wholeRun } from '../support.ts';

const words = { by: 'Trần Thị B', reason: 'Chờ nghị quyết HĐND', at: minute(1) };

onEveryDatabase('a waiver', database => {
  it('holds until its end and then the discrepancy is open again', async () => {
    const store = await database.open();
    const found = finding();
    await wholeRun(store, minute(1), [found]);
    const waived = await addWaiver(store, { fingerprint: found.fingerprint }, { ...words, until: minute(3) });
    expect(waived).toEqual([found.fingerprint]);
    for (const n of [2, 3]) {
      const { counts, runId } = await wholeRun(store, minute(n), [found]);
      expect(counts).toEqual({ new: 0, open: 0, resolved: 0, waived: 1, carried: 0, toDo: 0, unchecked: 0 });
      expect(await collect(rowsOfRun(store, runId))).toMatchObject([
        { state: 'waived', firstSeen: minute(1), waiver: { ...words, until: minute(3) } },
      ]);
    }
    expect(await activeWaivers(store, minute(3))).toHaveLength(1);
    expect(await activeWaivers(store, minute(4))).toEqual([]);
    const { counts, runId } = await wholeRun(store, minute(4), [found]);
    expect(counts).toMatchObject({ open: 1, waived: 0 });
    expect(await collect(rowsOfRun(store, runId))).toMatchObject([{ state: 'open', waiver: null }]);
  });

  it('can be taken back', async () => {
    const store = await database.open();
    const found = finding();
    await wholeRun(store, minute(1), [found]);
    await addWaiver(store, { fingerprint: found.fingerprint }, { ...words, until: null });
    expect(await activeWaivers(store, minute(2))).toMatchObject([
      { ...words, fingerprint: found.fingerprint },
    ]);
    const taken = await revokeWaiver(
      store,
      { fingerprint: found.fingerprint },
      { by: 'Lê C', at: minute(2) },
    );
    expect(taken).toEqual([found.fingerprint]);
    expect(await activeWaivers(store, minute(2))).toEqual([]);
    expect((await wholeRun(store, minute(3), [found])).counts).toMatchObject({ open: 1, waived: 0 });
    await addWaiver(store, { agency: 'H13.1.2' }, { ...words, at: minute(3), until: minute(4) });
    const late = revokeWaiver(store, { agency: 'H13.1.2' }, { by: 'Lê C', at: minute(5) });
    expect(await late, 'one that has ended already').toEqual([]);
    expect(await history(store, { rule: 'missing-offering' }, minute(3))).toMatchObject([
      { waivers: [{ revokedBy: null }, { revokedBy: 'Lê C', revokedAt: minute(2) }] },
    ]);
  });

  it('covers what a rule, procedure, agency or system has open now, not what comes later', async () => {
    const store = await database.open();
    const here = [finding({ agency: 'H13.1' }), finding({ agency: 'H13.2' })];
    const elsewhere = finding({ procedure: '1.000001' });
    await wholeRun(store, minute(1), [...here, elsewhere]);
    const waived = await addWaiver(
      store,
      { procedure: '1.004194', rule: 'missing-offering', system: 'portal' },
      { ...words, until: null },
    );
    expect(waived).toEqual(here.map(one => one.fingerprint).sort());
    const later = finding({ agency: 'H13.3' });
    const { counts } = await wholeRun(store, minute(2), [...here, elsewhere, later]);
    expect(counts).toMatchObject({ waived: 2, open: 1, new: 1 });
  });
});

onEveryDatabase('the history', database => {
  it('finds discrepancies by beginning of the fingerprint, procedure or agency, with all their lives', async () => {
    const store = await database.open();
    const one = finding({ agency: 'H13.1' });
    const two = finding({ agency: 'H13.2', procedure: '1.000001' });
    await wholeRun(store, minute(1), [one]);
    await wholeRun(store, minute(2), [two]);
    await wholeRun(store, minute(3), [one]);
    const lives = [
      { firstSeen: minute(3), lastSeen: minute(3), resolvedAt: null },
      { firstSeen: minute(1), lastSeen: minute(1), resolvedAt: minute(2) },
    ];
    expect(await history(store, { agency: 'H13.1' }, minute(4))).toMatchObject([
      { fingerprint: one.fingerprint, state: 'open', statement: one.statement, lives },
    ]);
    expect(await history(store, { fingerprint: 'missing-offering|1.000001' }, minute(4))).toMatchObject([
      { fingerprint: two.fingerprint, resolvedAt: minute(3) },
    ]);
    expect(await history(store, { procedure: '9.999999' }, minute(4))).toEqual([]);
    const all = await history(store, {}, minute(4));
    expect(all.map(row => row.fingerprint)).toEqual([one.fingerprint, two.fingerprint]);
    expect(await history(store, { state: 'resolved' }, minute(4))).toHaveLength(1);
    await addWaiver(store, { agency: 'H13.1' }, { ...words, at: minute(4), until: minute(6) });
    expect(await history(store, { agency: 'H13.1' }, minute(5))).toMatchObject([{ state: 'waived' }]);
    expect(await history(store, { agency: 'H13.1' }, minute(7))).toMatchObject([{ state: 'open' }]);
  });
});
