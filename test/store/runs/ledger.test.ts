import { describe, expect, it } from 'vitest';
import { openLedger } from '../../../src/store/runs/ledger.ts';
import { isGone } from '../../../src/store/runs/life.ts';
import { rowsOfRun } from '../../../src/store/runs/queries.ts';
import { abortRun, beginRun, findRun } from '../../../src/store/runs/runs.ts';
import { addWaiver } from '../../../src/store/runs/waivers.ts';
import { collect, finding, minute, onEveryDatabase, wholeRun, wholeSettlement } from '../support.ts';

onEveryDatabase('the ledger of discrepancies', database => {
  it('calls a finding new once, then open, then resolved, and new again when it comes back', async () => {
    const store = await database.open();
    const found = finding();
    const first = await wholeRun(store, minute(1), [found]);
    expect(first.counts).toEqual({
      new: 1,
      open: 0,
      resolved: 0,
      waived: 0,
      carried: 0,
      toDo: 1,
      unchecked: 0,
    });
    const second = await wholeRun(store, minute(2), [found]);
    expect(second.counts).toEqual({
      new: 0,
      open: 1,
      resolved: 0,
      waived: 0,
      carried: 0,
      toDo: 1,
      unchecked: 0,
    });
    const third = await wholeRun(store, minute(3), []);
    expect(third.counts).toEqual({
      new: 0,
      open: 0,
      resolved: 1,
      waived: 0,
      carried: 0,
      toDo: 0,
      unchecked: 0,
    });
    const fourth = await wholeRun(store, minute(4), []);
    expect(fourth.counts).toEqual({
      new: 0,
      open: 0,
      resolved: 0,
      waived: 0,
      carried: 0,
      toDo: 0,
      unchecked: 0,
    });
    const fifth = await wholeRun(store, minute(5), [found]);
    expect(fifth.counts).toMatchObject({ new: 1 });
    const rows = async (runId: string) =>
      (await collect(rowsOfRun(store, runId))).map(row => [row.state, row.firstSeen]);
    expect(await rows(second.runId)).toEqual([['open', minute(1)]]);
    expect(await rows(third.runId)).toEqual([]);
    expect(await rows(fifth.runId)).toEqual([['new', minute(5)]]);
  });

  it('keeps every word of a finding', async () => {
    const store = await database.open();
    const evidence = { levels: { portal: 4, oneStop: null }, 'ghi chú': ['Phí: "135.000 đồng"\0', "l'á"] };
    const found = finding({
      rule: 'level-differs',
      system: null,
      key: 'TH01',
      expected: 4,
      actual: 'không có',
      evidence,
    });
    const { runId } = await wholeRun(store, minute(1), [found]);
    const { systems: _systems, ...line } = found;
    expect(await collect(rowsOfRun(store, runId))).toEqual([
      {
        ...line,
        units: [line.agency],
        state: 'new',
        firstSeen: minute(1),
        lastSeen: minute(1),
        resolvedAt: null,
        waiver: null,
        files: 0,
      },
    ]);
  });

  it('counts a finding once that came up twice in a run', async () => {
    const store = await database.open();
    const { counts, runId } = await wholeRun(store, minute(1), [
      finding(),
      finding(),
      finding({ agency: null }),
    ]);
    expect(counts.new).toBe(2);
    expect(await collect(rowsOfRun(store, runId))).toHaveLength(2);
  });

  it('carries what rests on a system that was not read whole, and resolves it once it was', async () => {
    const store = await database.open();
    await wholeRun(store, minute(1), [finding({ systems: ['national', 'portal'] })]);
    const cut = { complete: new Set(['national', 'oneStop']) };
    expect((await wholeRun(store, minute(2), [], cut)).counts).toMatchObject({ resolved: 0, carried: 1 });
    expect((await wholeRun(store, minute(3), [])).counts).toMatchObject({ resolved: 1, carried: 0 });
  });

  it('carries what its rule could not tell of an agency, and resolves the others', async () => {
    const store = await database.open();
    const found = ['H13.1', 'H13.2'].map(agency => finding({ agency, systems: ['national', 'portal'] }));
    await wholeRun(store, minute(1), found);
    const unjudgedAgencies = new Map([['H13.1', new Set(['portal'])]]);
    const { counts } = await wholeRun(store, minute(2), [], { unjudgedAgencies });
    expect(counts).toMatchObject({ resolved: 1, carried: 1 });
  });

  it('shows the values of each run as that run found them', async () => {
    const store = await database.open();
    const before = await wholeRun(store, minute(1), [finding({ actual: 2, severity: 'minor' })]);
    const after = await wholeRun(store, minute(2), [finding({ actual: 3, severity: 'critical' })]);
    expect(await collect(rowsOfRun(store, before.runId))).toMatchObject([
      { statement: { actual: 2 }, severity: 'minor' },
    ]);
    expect(await collect(rowsOfRun(store, after.runId))).toMatchObject([
      { statement: { actual: 3 }, severity: 'critical', firstSeen: minute(1), lastSeen: minute(2) },
    ]);
  });

  it('shows nothing of a run before it is settled, and nothing of one whose settling failed', async () => {
    const store = await database.open();
    await wholeRun(store, minute(1), [finding({ agency: 'H13.1' })]);
    const runId = await beginRun(store, minute(2));
    const ledger = openLedger(store, { runId });
    await ledger.add(Array.from({ length: 2_500 }, (_, n) => finding({ agency: `H13.2.${n}` })));
    expect(await collect(rowsOfRun(store, runId))).toEqual([]);
    const settling = ledger.settle(wholeSettlement(runId, minute(2)), async () => {
      throw new Error('the disk is full');
    });
    await expect(settling).rejects.toThrow('the disk is full');
    expect(await collect(rowsOfRun(store, runId))).toEqual([]);
    expect(await findRun(store, runId)).toMatchObject({ status: 'running' });
    const states = await store.db.selectFrom('discrepancy').select(['agency', 'state', 'lastSeen']).execute();
    expect(states).toEqual([{ agency: 'H13.1', state: 'open', lastSeen: minute(1) }]);
  });

  it('does not settle a run that was marked aborted meanwhile', async () => {
    const store = await database.open();
    const runId = await beginRun(store, minute(1));
    const ledger = openLedger(store, { runId });
    await abortRun(store, runId, minute(2));
    await ledger.add([finding()]);
    const settling = ledger.settle(wholeSettlement(runId, minute(1)), async () => {});
    await expect(settling).rejects.toMatchObject({ code: 'run-aborted', params: { run: runId } });
  });

  it('settles many thousands of findings, most of them known', async () => {
    const store = await database.open();
    const findings = Array.from({ length: 12_000 }, (_, n) => finding({ agency: `H13.${n}` }));
    await wholeRun(store, minute(1), findings.slice(0, 11_000));
    const { counts, runId } = await wholeRun(store, minute(2), findings.slice(3_000));
    expect(counts).toEqual({
      new: 1_000,
      open: 8_000,
      resolved: 3_000,
      waived: 0,
      carried: 0,
      toDo: 9000,
      unchecked: 0,
    });
    expect(await collect(rowsOfRun(store, runId))).toHaveLength(9_000);
  });
});

describe('a discrepancy that was not found again', () => {
  const unseen = { rule: 'missing-offering', procedure: '1.004194', systems: ['national', 'portal'] };
  const evaluated = { status: 'evaluated' as const, skipped: [], reason: null, count: 0 };
  const settlement = wholeSettlement('run', minute(0));

  it('is gone when its rule looked and its systems were read whole', () => {
    expect(isGone(unseen, settlement)).toBe(true);
  });

  it('is not gone when its rule did not look', () => {
    const silent = { ...evaluated, status: 'not-evaluated' as const, skipped: ['oneStop'] };
    expect(isGone(unseen, { ...settlement, outcomes: { 'missing-offering': silent } })).toBe(false);
  });

  it('is gone when the configuration leaves its rule nothing to look at, as no later run will look either', () => {
    const silent = { ...evaluated, status: 'not-evaluated' as const };
    const given = { ...settlement, outcomes: { 'missing-offering': silent }, complete: new Set<string>() };
    expect(isGone(unseen, given)).toBe(true);
  });

  it('is gone when its rule was switched off', () => {
    expect(isGone(unseen, { ...settlement, outcomes: {}, complete: new Set() })).toBe(true);
  });

  it('is judged by its own systems when the rule looked only at some', () => {
    const partly = { ...evaluated, status: 'partly' as const, skipped: ['oneStop'] };
    const complete = new Set(['national', 'portal']);
    const given = { ...settlement, outcomes: { 'missing-offering': partly }, complete };
    expect(isGone(unseen, given)).toBe(true);
    expect(isGone({ ...unseen, systems: ['national', 'oneStop'] }, given)).toBe(false);
  });

  it('is not gone when the rule skipped one of its systems, whatever else is said of that system', () => {
    const partly = { ...evaluated, status: 'partly' as const, skipped: ['portal'] };
    expect(isGone(unseen, { ...settlement, outcomes: { 'missing-offering': partly } })).toBe(false);
  });

  it('is not gone while the details of its procedure could not be read there', () => {
    const unjudged = new Map([['1.004194', new Set(['portal'])]]);
    expect(isGone(unseen, { ...settlement, unjudged })).toBe(false);
    expect(isGone({ ...unseen, procedure: '1.004195' }, { ...settlement, unjudged })).toBe(true);
    expect(isGone({ ...unseen, systems: ['national'] }, { ...settlement, unjudged })).toBe(true);
  });

  it('is not gone while its rule could not tell about its procedure there', () => {
    const unjudged = new Map([['1.004194', new Set([`portal/${unseen.rule}`, 'portal/no-eform'])]]);
    expect(isGone(unseen, { ...settlement, unjudged })).toBe(false);
    expect(isGone({ ...unseen, rule: 'level-differs' }, { ...settlement, unjudged })).toBe(true);
    expect(isGone({ ...unseen, systems: ['national'] }, { ...settlement, unjudged })).toBe(true);
  });

  it('is not gone while its rule could not tell about its agency there', () => {
    const unjudgedAgencies = new Map([['H13.1', new Set(['portal'])]]);
    const given = { ...settlement, unjudgedAgencies };
    expect(isGone({ ...unseen, agency: 'H13.1' }, given)).toBe(false);
    expect(isGone({ ...unseen, agency: 'H13.2' }, given)).toBe(true);
    expect(isGone({ ...unseen, agency: null }, given)).toBe(true);
    expect(isGone({ ...unseen, agency: 'H13.1', systems: ['national'] }, given)).toBe(true);
    // What concerns no single agency may concern one of those.
    const ofSome = { ...settlement, unjudgedAgencies: new Map([['', new Set(['portal'])]]) };
    expect(isGone({ ...unseen, agency: null }, ofSome)).toBe(false);
  });

  it('is gone with a system that is not configured any more', () => {
    const national = new Set(['national']);
    expect(isGone(unseen, { ...settlement, configured: national, complete: national })).toBe(true);
  });
});

onEveryDatabase('what a run could not look at again', database => {
  it('stands among its rows as it was last seen, and is neither to be done nor gone', async () => {
    const store = await database.open();
    const seen = finding({ agency: 'H13.1' });
    const lost = finding({ agency: 'H13.2', system: 'oneStop', systems: ['oneStop'] });
    const known = finding({ agency: 'H13.3', system: 'oneStop', systems: ['oneStop'], severity: 'info' });
    const aside = finding({ agency: 'H13.4', system: 'oneStop', systems: ['oneStop'] });
    const all = [seen, lost, known, aside];
    await wholeRun(store, minute(1), all);
    await addWaiver(
      store,
      { fingerprint: aside.fingerprint },
      { by: 'A', reason: 'B', at: minute(1), until: null },
    );
    const bad = { complete: new Set(['national', 'portal']) };
    await wholeRun(store, minute(2), [seen], bad);
    const { counts, runId } = await wholeRun(store, minute(3), [seen], bad);
    expect(counts).toEqual({
      new: 0,
      open: 1,
      resolved: 0,
      waived: 1,
      carried: 2,
      toDo: 1,
      unchecked: 1,
    });
    const rows = await collect(rowsOfRun(store, runId, { state: 'carried' }));
    expect(rows.map(row => [row.fingerprint, row.firstSeen, row.lastSeen])).toEqual([
      [lost.fingerprint, minute(1), minute(1)],
      [known.fingerprint, minute(1), minute(1)],
    ]);
    expect(await collect(rowsOfRun(store, runId, { state: 'waived' }))).toMatchObject([
      { fingerprint: aside.fingerprint, lastSeen: minute(1), waiver: { by: 'A' } },
    ]);
    const good = await wholeRun(store, minute(4), all);
    expect(good.counts).toMatchObject({ new: 0, open: 3, waived: 1, carried: 0, toDo: 2, unchecked: 0 });
    expect(await collect(rowsOfRun(store, runId, { state: 'carried' }))).toEqual(rows);
  });
});
