import { expect, it } from 'vitest';
import {
  type ActionRow,
  actionsOf,
  findPlan,
  listPlans,
  type NewAction,
  readActions,
  resultsOf,
  savePlan,
  setPlanState,
} from '../../../src/store/push/plans.ts';
import { minute, onEveryDatabase } from '../support.ts';

const plan = {
  id: 'P20261123T0500Z-41',
  createdAt: minute(0),
  author: 'Nguyễn Văn A',
  fingerprint: 'f00d',
  head: { holds: [] as string[] },
};

function actions(count: number): NewAction[] {
  return Array.from({ length: count }, (_, n) => ({
    number: n + 1,
    system: n % 2 ? 'oneStop' : 'portal',
    wave: 5,
    body: { reason: `mức của dịch vụ thứ ${n + 1}`, odd: 'a\0b\ud800' },
  }));
}

onEveryDatabase('a plan', database => {
  it('is kept with thousands of actions and read in batches, in order', async () => {
    const store = await database.open();
    await savePlan(store, plan, actions(5_001));
    expect(await findPlan(store, plan.id)).toEqual({ ...plan, authorIdentity: null, state: 'draft' });
    const sizes: number[] = [];
    const rows: ActionRow[] = [];
    for await (const batch of readActions(store, plan.id, 1_000)) {
      sizes.push(batch.length);
      rows.push(...batch);
    }
    expect(sizes).toEqual([1_000, 1_000, 1_000, 1_000, 1_000, 1]);
    expect(rows.map(({ number }) => number)).toEqual(actions(5_001).map(({ number }) => number));
    const fresh = { state: 'waiting', message: null, finishedAt: null };
    expect(rows[4_999]).toEqual({ ...actions(5_000)[4_999], ...fresh });
    expect(await actionsOf(store, plan.id, [4, 2])).toEqual([rows[1], rows[3]]);
    expect((await resultsOf(store, plan.id))[5_000]).toEqual({ number: 5_001, ...fresh });
  });

  it('is stored whole or not at all, and once', async () => {
    const store = await database.open();
    const twice = [...actions(500), ...actions(1)];
    await expect(savePlan(store, plan, twice)).rejects.toThrow();
    expect(await findPlan(store, plan.id)).toBeUndefined();
    await savePlan(store, plan, actions(1));
    await expect(savePlan(store, plan, actions(2))).rejects.toThrow();
    expect(await resultsOf(store, plan.id)).toHaveLength(1);
  });

  it('is listed, latest first', async () => {
    const store = await database.open();
    await savePlan(store, { ...plan, id: 'P-2', createdAt: minute(2) }, []);
    await savePlan(store, { ...plan, id: 'P-9', createdAt: minute(1) }, []);
    await savePlan(store, { ...plan, id: 'P-3', createdAt: minute(2) }, []);
    expect((await listPlans(store, 10)).map(({ id }) => id)).toEqual(['P-3', 'P-2', 'P-9']);
    expect(await listPlans(store, 1)).toHaveLength(1);
  });

  it('moves on only from the state it is thought to be in', async () => {
    const store = await database.open();
    await savePlan(store, plan, []);
    const begin = () => setPlanState(store, plan.id, ['draft', 'approved'], 'applying', 'token');
    const began = await Promise.all([begin(), begin(), begin()]);
    expect(began.filter(Boolean)).toHaveLength(1);
    expect(await setPlanState(store, 'no such plan', ['draft'], 'stale')).toBe(false);
    expect(await findPlan(store, plan.id)).toMatchObject({ state: 'applying' });
  });
});
