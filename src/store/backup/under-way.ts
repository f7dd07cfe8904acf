import type { Store } from '../core/contract.ts';
import { abortStaleRuns } from '../runs/runs.ts';
import { addEvents } from '../work/job-events.ts';

/** What was under way when the backup was taken, and was not simply taken up again. */
export interface Stopped {
  runs: number;
  jobs: number;
  letters: number;
}

/**
 * The world has gone on since the backup: a letter that waited then may have been sent, a plan that waited then may
 * have been applied. So nothing goes on by itself: letters are in doubt, jobs cancelled, runs broken off; a person
 * looks and says what is done again.
 */
export async function stopWhatWasUnderWay(store: Store, now: string): Promise<Stopped> {
  const message = 'hủy vì kho dữ liệu được phục hồi từ bản sao lưu; xem lại rồi yêu cầu lại nếu còn cần';
  const runs = await abortStaleRuns(store, now);
  const jobs = await store.db
    .updateTable('job')
    .set({
      ...{ state: 'cancelled', finishedAt: now, message },
      ...{ workerHost: null, workerPid: null },
    })
    .where('state', 'in', ['waiting', 'running'])
    .returning('id')
    .execute();
  const events = jobs.map(({ id }) => ({ jobId: id, at: now, kind: 'cancelled', data: null }));
  await addEvents(store, events);
  const letters = await store.db
    .updateTable('letter')
    .set({
      ...{ state: 'sending', worker: '', nextTryAt: null },
      lastError: 'còn chờ gửi trong bản sao lưu; có thể đã gửi sau lúc đó',
    })
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return { runs: runs.length, jobs: jobs.length, letters: Number(letters.numUpdatedRows) };
}
