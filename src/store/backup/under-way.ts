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
  const cancelled = { state: 'cancelled' as const, finishedAt: now, message };
  const begun = store.db.updateTable('job').where('state', 'in', ['waiting', 'running']);
  const ended = begun.set({ ...cancelled, workerHost: null, workerPid: null });
  const jobs = await ended.returning('id').execute();
  const events = jobs.map(({ id }) => ({ jobId: id, at: now, kind: 'cancelled', data: null }));
  await addEvents(store, events);
  const lastError = 'còn chờ gửi trong bản sao lưu; có thể đã gửi sau lúc đó';
  const waiting = store.db.updateTable('letter').where('state', '=', 'waiting');
  const inDoubt = waiting.set({ state: 'sending', worker: '', nextTryAt: null, lastError });
  const letters = await inDoubt.executeTakeFirst();
  return { runs: runs.length, jobs: jobs.length, letters: Number(letters.numUpdatedRows) };
}
