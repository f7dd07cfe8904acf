import { expect, it } from 'vitest';
import { findPlan, resultsOf } from '../../src/store/push/plans.ts';
import { onEveryDatabase } from '../store/support.ts';
import { journalOf } from '../support/journal-of.ts';
import { usePlaces } from './place.ts';
import { change, names, planId, seed, wholeService } from './plan-of.ts';

const placeOf = usePlaces();
const procedures = names('P', 6);
const rows = procedures.map(procedure =>
  change('create-offering', { procedure, agency: 'H13.1' }, null, { level: 2 }),
);

it('finishes what is in hand when it is told to stop, and goes on from there when resumed', async () => {
  const place = await placeOf(rows);
  seed(place.portal, procedures);
  const told = new AbortController();
  place.portal.fault = () => {
    if (place.portal.arrived.length === 3) told.abort();
    return undefined;
  };
  const first = await place.apply({ signal: told.signal, parallel: 1 });
  expect(first).toMatchObject({
    state: 'stopped',
    interrupted: true,
    counts: { verified: 3, waiting: 3, 'in-doubt': 0, sending: 0 },
  });
  expect(place.portal.log).toHaveLength(3);
  await expect(place.apply()).rejects.toThrow('plan-begun');

  const begun: number[][] = [];
  const second = await place.apply({
    resume: true,
    events: { begun: (...counts) => begun.push(counts) },
  });
  expect(second).toMatchObject({ state: 'applied', interrupted: false, counts: { verified: 6 } });
  expect(begun).toEqual([[6, 3]]);
  expect(place.portal.log).toHaveLength(6);
});

it('begins nothing when it was told to stop before', async () => {
  const place = await placeOf(rows);
  seed(place.portal, procedures);
  expect(await place.apply({ signal: AbortSignal.abort() })).toMatchObject({
    state: 'stopped',
    interrupted: true,
    counts: { waiting: 6 },
  });
  expect([place.portal.reads, place.portal.arrived]).toEqual([[], []]);
});

it('leaves a plan to the one that is applying it', async () => {
  const place = await placeOf(rows);
  seed(place.portal, procedures);
  const { promise: held, resolve: go } = Promise.withResolvers<void>();
  const { promise: sending, resolve: sent } = Promise.withResolvers<void>();
  place.portal.fault = () => {
    sent();
    return { after: held };
  };
  const first = place.apply();
  await sending;
  for (const resume of [false, true]) {
    await expect(place.apply({ resume })).rejects.toThrow('remotes-busy');
  }
  go();
  expect(await first).toMatchObject({ counts: { verified: 6 } });
  expect(place.portal.log).toHaveLength(6);
});

it('writes nothing more once another process, taking it for dead, has gone on in its place', async () => {
  const place = await placeOf(rows);
  seed(place.portal, procedures);
  const { promise: held, resolve: wake } = Promise.withResolvers<void>();
  const { promise: sending, resolve: sent } = Promise.withResolvers<void>();
  place.portal.fault = () => {
    sent();
    return place.portal.arrived.length === 1 ? { after: held } : undefined;
  };
  const first = place.apply({ parallel: 1 });
  await sending;
  // It is on a host of which nobody here can tell whether it lives: two minutes without a sign of life.
  await place.store.db.updateTable('claim').set({ host: 'elsewhere' }).execute();
  const later = () => new Date(Date.now() + 120_000);
  expect(await place.apply({ resume: true, now: later })).toMatchObject({ counts: { verified: 6 } });
  wake();
  await expect(first).rejects.toThrow('plan-taken-over');
  expect(place.portal.log).toHaveLength(6);
  expect(await findPlan(place.store, planId)).toMatchObject({ state: 'applied' });
  const [row] = await journalOf(place.store, planId);
  expect(row).toMatchObject({ number: 1, state: 'sending' });
});

onEveryDatabase('applying', database => {
  it('stops, resumes and verifies alike', async () => {
    const store = await database.open();
    const changes = [...wholeService('A', ['H13.1', 'H13.2']), ...wholeService('B', ['H13.1'])];
    const place = await placeOf(changes, store);
    seed(place.portal, ['A', 'B']);
    const told = new AbortController();
    place.portal.fault = (_write, before) => {
      if (place.portal.arrived.length === 9) told.abort();
      return before === 0 && place.portal.arrived.length % 4 === 0 ? 'cut-after' : undefined;
    };
    expect(await place.apply({ signal: told.signal })).toMatchObject({ state: 'stopped' });
    expect(await place.apply({ resume: true })).toMatchObject({ state: 'applied' });
    expect((await resultsOf(store, planId)).map(({ state }) => state)).toEqual(Array(14).fill('verified'));
    // Five and five of the cases, three rows, all levels in one.
    expect(place.portal.log).toHaveLength(14 + 2);
    expect(place.portal.procedures.get('A')!.rows.map(row => row.level)).toEqual([4, 4]);
  });
});
