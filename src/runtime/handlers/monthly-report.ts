import { dayOf, monthBefore } from '../../domain/time.ts';
import { figuresOfMonth } from '../../report/documents/monthly-report.ts';
import type { MonthlyBody } from '../../report/mail/bodies.ts';
import { reviewsFor } from '../../runs/reviewed.ts';
import { inTransaction } from '../../store/core/open.ts';
import { queueLetters } from '../../store/mail/outbox.ts';
import type { JobInHand, JobOutcome } from './handler.ts';

/** Counts a month and queues its report to whoever gets everything. */
export async function monthlyReport(work: JobInHand<'monthly-report'>): Promise<JobOutcome> {
  const { store, configuration, job } = work;
  const now = work.now().toISOString();
  const month = job.scope.month ?? monthBefore(dayOf(now).slice(0, 7));
  const recipients = (configuration.mail?.recipients ?? []).filter(({ everything }) => everything);
  const body: MonthlyBody = { month };
  return await inTransaction(store, async inner => {
    const { statistics } = await figuresOfMonth(inner, configuration.city, {
      ...{ month, now },
      ...(job.scope.asOf !== undefined && { asOf: job.scope.asOf }),
      ...(await reviewsFor(inner, configuration.city)),
    });
    const letters = recipients.map(({ address: to }) => {
      return { kind: 'monthly-report' as const, subject: month, to, notBefore: now, body };
    });
    const queued = await queueLetters(inner, letters, now);
    const { runId } = statistics;
    return { message: `đã lập số liệu tháng ${month} từ lần chạy ${runId}; ${queued} thư chờ gửi`, runId };
  });
}
