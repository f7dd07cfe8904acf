import { expect, it } from 'vitest';
import type { Configuration } from '../../../src/config/configuration.ts';
import { jobHandlers } from '../../../src/runtime/handlers/index.ts';
import { inTransaction } from '../../../src/store/core/open.ts';
import { listRuns } from '../../../src/store/runs/runs.ts';
import { listJobs, requestCancel } from '../../../src/store/work/jobs.ts';
import { city } from '../../reconcile/support.ts';
import { minute, onEveryDatabase, wholeRun } from '../../store/support.ts';
import { unsent } from '../../support/unsent.ts';
import { team, untilState } from '../support.ts';

onEveryDatabase('housekeeping', database => {
  it('forgets runs beyond those kept and jobs older than their days, and no other', async () => {
    const store = await database.open();
    const keep = { snapshots: 1, runs: 2, jobDays: 30, letterDays: 30 };
    const configuration = {
      secrets: [],
      keep,
      cacheHours: 72,
      city: city(),
    } as Partial<Configuration> as Configuration;
    for (const n of [1, 2, 3]) await wholeRun(store, minute(n), []);
    const now = Date.now();
    const daysAgo = (days: number) => new Date(now - days * 86_400_000).toISOString();
    const digest = { kind: 'digest', scope: {}, priority: 0, requestedBy: 'an', origin: 'api' } as const;
    for (const days of [31, 29]) {
      const { id } = await unsent(store, digest, daysAgo(days));
      await inTransaction(store, inner =>
        requestCancel(inner, id, { who: 'an', origin: 'api', at: daysAgo(days) }),
      );
    }
    const { jobs, worker, stop } = await team(store, jobHandlers, { configuration });
    await worker.start();
    const asked = await jobs.enqueue({ ...digest, kind: 'housekeeping' });
    await untilState(store, asked.job.id, 'done');
    expect(await listRuns(store, 9)).toHaveLength(2);
    const left = await listJobs(store, { limit: 9 });
    expect(left.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'housekeeping done',
      'digest cancelled',
    ]);
    expect(left[1]!.queuedAt).toBe(daysAgo(29));
    await stop(1_000);
  });
});
