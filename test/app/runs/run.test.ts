import { expect, it } from 'vitest';
import { run } from '../../../src/app/runs/run.ts';
import type { Configuration } from '../../../src/config/configuration.ts';
import { listAudit } from '../../../src/store/access/audit.ts';
import { lastRun } from '../../../src/store/runs/runs.ts';
import { silent } from '../../runtime/support.ts';
import { onEveryDatabase } from '../../store/support.ts';
import { asking } from '../../support/asking.ts';

const nothing = { configuration: { systems: [] } as unknown as Configuration, log: silent };
const { signal } = new AbortController();

onEveryDatabase('a run', database => {
  it('is not begun by who may not, which is in the trail', async () => {
    const store = await database.open();
    const viewer = { ...asking(store, { role: 'viewer' }), ...nothing };
    await expect(run(viewer, { signal, full: false, events: {} })).rejects.toThrow('role-missing');
    expect(await lastRun(store)).toBeUndefined();
    expect(await listAudit(store, 2)).toMatchObject([
      { action: 'start-reconcile', who: 'Trần Thị B', outcome: 'refused: role-missing' },
    ]);
  });

  it('is not begun where a system whose shrinking is accepted is none of the configured, nor by a job', async () => {
    const store = await database.open();
    const acceptShrink = { systems: ['portal'], reason: 'đã gộp đơn vị' };
    const asked = { ...asking(store), ...nothing };
    for (const one of [asked, { ...asked, job: 'J1' }])
      await expect(run(one, { signal, full: false, acceptShrink, events: {} })).rejects.toMatchObject({
        code: 'system-unknown',
        params: { system: 'portal' },
      });
    expect(await lastRun(store)).toBeUndefined();
    expect(await listAudit(store, 1)).toEqual([]);
  });
});
