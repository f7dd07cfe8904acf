import { expect, it } from 'vitest';
import type { Acting } from '../../../src/app/context.ts';
import { approvePlan } from '../../../src/app/plans/approve.ts';
import { listAudit, verifyTrail } from '../../../src/store/access/audit.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import { inTransaction } from '../../../src/store/core/open.ts';
import { approvalsOf, findPlan, savePlan, setPlanState } from '../../../src/store/push/plans.ts';
import { minute, onEveryDatabase } from '../../store/support.ts';
import { asking } from '../../support/asking.ts';

const plan = {
  id: 'P20261123T0500Z-41',
  createdAt: minute(0),
  author: 'Nguyễn Văn A',
  fingerprint: 'f00d',
  head: { holds: [] as string[] },
};

function approving(store: Store, actor: Partial<Acting> = {}, reason = 'đã xem từng dòng'): Promise<void> {
  return approvePlan(asking(store, actor, minute(1)), { plan: plan.id, reason });
}

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
    await expect(approving(store, { name: who })).rejects.toThrow('approver-is-author');
    expect(await findPlan(store, plan.id)).toMatchObject({ state: 'draft' });
    expect(await listAudit(store, 10)).toMatchObject([
      { action: 'approve-plan', target: plan.id, who, outcome: 'refused: author' },
    ]);
  });

  it('needs a name, a reason and a draft', async () => {
    const store = await database.open();
    await expect(approving(store)).rejects.toThrow('plan-unknown');
    await savePlan(store, plan, []);
    await expect(approving(store, { name: ' ' })).rejects.toThrow('word-incomplete');
    await expect(approving(store, {}, '')).rejects.toThrow('word-incomplete');
    await setPlanState(store, plan.id, ['draft'], 'stale');
    await expect(approving(store)).rejects.toMatchObject({
      code: 'plan-not-waiting',
      params: { plan: plan.id, state: 'stale' },
    });
    expect(await approvalsOf(store, plan.id)).toEqual([]);
  });

  it('is not for who has not the role, which is in the audit trail', async () => {
    const store = await database.open();
    await savePlan(store, plan, []);
    await expect(approving(store, { role: 'operator' })).rejects.toThrow('role-missing');
    expect(await findPlan(store, plan.id)).toMatchObject({ state: 'draft' });
    expect(await listAudit(store, 10)).toMatchObject([
      { action: 'approve-plan', target: plan.id, outcome: 'refused: role-missing' },
    ]);
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
