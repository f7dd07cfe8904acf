import { expect, it } from 'vitest';
import { listAudit, verifyTrail } from '../../src/store/audit.ts';
import type { ActionRow, NewAction, Store } from '../../src/store/contract.ts';
import { inTransaction } from '../../src/store/open.ts';
import {
  actionsOf,
  approvalsOf,
  approve,
  findPlan,
  listPlans,
  readActions,
  resultsOf,
  savePlan,
  setPlanState,
} from '../../src/store/plans.ts';
import { minute, onEveryDatabase } from './support.ts';

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

function approving(store: Store, given: Partial<Parameters<typeof approve>[2]> = {}): Promise<void> {
  const approval = { who: 'Trần Thị B', reason: 'đã xem từng dòng', at: minute(1), ...given };
  return approve(store, plan.id, approval, 'cli');
}

onEveryDatabase('a plan', database => {
  it('is kept with thousands of actions and read in batches, in order', async () => {
    const store = await database.open();
    await savePlan(store, plan, actions(5_001));
    expect(await findPlan(store, plan.id)).toEqual({ ...plan, state: 'draft' });
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

onEveryDatabase('approving a plan', database => {
  it('is remembered with who, why and when, and in the audit trail', async () => {
    const store = await database.open();
    await savePlan(store, plan, []);
    await approving(store);
    expect(await findPlan(store, plan.id)).toMatchObject({ state: 'approved' });
    const approval = { who: 'Trần Thị B', reason: 'đã xem từng dòng', at: minute(1) };
    expect(await approvalsOf(store, plan.id)).toEqual([approval]);
    const { who, reason, at } = approval;
    expect(await listAudit(store, 10)).toMatchObject([
      {
        at,
        who,
        origin: 'cli',
        action: 'approve-plan',
        target: plan.id,
        before: { state: 'draft', author: 'Nguyễn Văn A', fingerprint: 'f00d' },
        after: { state: 'approved', reason },
      },
    ]);
    expect(await verifyTrail(store)).not.toHaveProperty('broken');
  });

  it.each([
    'Nguyễn Văn A',
    '  nguyễn  văn a ',
    'NGUYỄN VĂN A',
    'Nguyễn Văn A'.normalize('NFD'),
    'nguyễnvăna',
    'Nguуễn Văn А',
    'Ｎguyễn Văn Ａ',
    'Nguyễn\u200b Văn \u202eA',
  ])('is not for its author, who also calls himself "%s"', async who => {
    const store = await database.open();
    await savePlan(store, plan, []);
    await expect(approving(store, { who })).rejects.toThrow(
      'Nguyễn Văn A là người lập kế hoạch P20261123T0500Z-41; cần một người khác duyệt.',
    );
    expect(await findPlan(store, plan.id)).toMatchObject({ state: 'draft' });
    expect(await listAudit(store, 10)).toMatchObject([
      { action: 'approve-plan', target: plan.id, who, outcome: 'refused: author' },
    ]);
  });

  it('needs a name, a reason and a draft', async () => {
    const store = await database.open();
    await expect(approving(store)).rejects.toThrow('không có kế hoạch P20261123T0500Z-41');
    await savePlan(store, plan, []);
    await expect(approving(store, { who: ' ' })).rejects.toThrow('cần nêu ai duyệt và lý do');
    await expect(approving(store, { reason: '' })).rejects.toThrow('cần nêu ai duyệt và lý do');
    await setPlanState(store, plan.id, ['draft'], 'stale');
    await expect(approving(store)).rejects.toThrow('không còn chờ duyệt: dữ liệu đã thay đổi');
    expect(await approvalsOf(store, plan.id)).toEqual([]);
  });

  it('stands or falls with the transaction it is part of', async () => {
    const store = await database.open();
    await savePlan(store, plan, []);
    const failing = inTransaction(store, async inner => {
      await approving(inner);
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await findPlan(store, plan.id)).toMatchObject({ state: 'draft' });
    expect(await approvalsOf(store, plan.id)).toEqual([]);
    expect(await listAudit(store, 10)).toEqual([]);
  });
});
