import { expect, it } from 'vitest';
import { startJob } from '../../../src/app/jobs/start.ts';
import { queueApply } from '../../../src/app/plans/stored.ts';
import { openJobs } from '../../../src/runtime/jobs.ts';
import { listAudit } from '../../../src/store/access/audit.ts';
import { savePlan, setPlanState } from '../../../src/store/push/plans.ts';
import { minute, onEveryDatabase } from '../../store/support.ts';
import { asking } from '../../support/asking.ts';

const plan = {
  id: 'P-1',
  createdAt: minute(0),
  author: 'an',
  fingerprint: 'f',
  head: { holds: [] as string[] },
};
const nobodys = { async send() {}, async withdraw() {}, wake() {} };

onEveryDatabase('queueing the applying of a plan', database => {
  it('asked again with the same key answers with the same job, also once the applying has begun', async () => {
    const store = await database.open();
    await savePlan(store, plan, []);
    const queue = openJobs({ store, queue: nobodys, now: () => new Date(minute(1)) });
    const apply = (key: string) =>
      queueApply({ ...asking(store, {}, minute(1)), key }, queue, { plan: 'P-1' });
    const { id } = await apply('k1');
    await setPlanState(store, 'P-1', ['draft'], 'applying');
    expect((await apply('k1')).id).toBe(id);
    await expect(apply('k2')).rejects.toThrow('plan-past-applying');
    expect(await listAudit(store, 1)).toMatchObject([
      { action: 'start-apply', outcome: 'refused: conflict' },
    ]);
  });

  it('says nothing of a plan to who may not apply one; a refusal is called what the queueing would be', async () => {
    const store = await database.open();
    const queue = openJobs({ store, queue: nobodys, now: () => new Date(minute(1)) });
    const viewer = asking(store, { role: 'viewer' }, minute(1));
    await expect(queueApply(viewer, queue, { plan: 'P-0' })).rejects.toThrow('role-missing');
    await expect(startJob(viewer, queue, { kind: 'digest', scope: {} })).rejects.toThrow('role-missing');
    expect(await listAudit(store, 2)).toMatchObject([{ action: 'start-digest' }, { action: 'start-apply' }]);
  });
});
