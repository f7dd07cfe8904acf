import { PaperRefused } from '../../report/documents/from-store.ts';
import { countMonth, monthBefore, vietnameseDay } from '../../report/documents/monthly-report.ts';
import type { MonthlyBody } from '../../report/mail/bodies.ts';
import { inTransaction } from '../../store/open.ts';
import { queueLetters } from '../../store/outbox.ts';
import { lastRun } from '../../store/runs.ts';
import { reviewsFor } from '../reviewed.ts';
import { type JobInHand, type JobOutcome, JobRefused } from './handler.ts';

/** Counts a month from the last run and queues its report to whoever gets everything. */
export async function monthlyReport(work: JobInHand<'monthly-report'>): Promise<JobOutcome> {
  const { store, configuration, job } = work;
  const now = work.now().toISOString();
  const month = job.scope.month ?? monthBefore(vietnameseDay(now).slice(0, 7));
  const run = await lastRun(store);
  if (!run?.summary)
    throw new JobRefused('chưa có lần đối chiếu nào xong nên chưa có số liệu; chạy đối chiếu rồi lập lại.');
  const recipients = (configuration.mail?.recipients ?? []).filter(({ everything }) => everything);
  try {
    const body: MonthlyBody = { month };
    const queued = await inTransaction(store, async inner => {
      await countMonth(inner, configuration.city, {
        run,
        month,
        now,
        ...(await reviewsFor(inner, configuration.city)),
      });
      const letters = recipients.map(({ address }) => ({
        kind: 'monthly-report' as const,
        subject: month,
        to: address,
        notBefore: now,
        body,
      }));
      return queueLetters(inner, letters, now);
    });
    return {
      message: `đã lập số liệu tháng ${month} từ lần chạy ${run.id}; ${queued} thư chờ gửi`,
      runId: run.id,
    };
  } catch (error) {
    if (error instanceof PaperRefused) throw new JobRefused(error.message);
    throw error;
  }
}
