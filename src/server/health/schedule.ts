import { lastMoments } from '../../app/queries/jobs.ts';
import { dueTimes } from '../../config/cron.ts';
import { jobNames, scheduledJobs } from '../../domain/job.ts';
import { dateAndTime } from '../../domain/time.ts';
import { punctualMs } from '../../runtime/due-moments.ts';
import { type HealthCheck, judged } from './check.ts';

/**
 * Was what the schedule says taken when it was due, by whichever process? What was due before this process began, and
 * before any process ever went by a schedule here, nobody waited for.
 */
export const schedule: HealthCheck = {
  name: 'schedule',
  async look({ store, configuration, now, startedAt }) {
    const settings = configuration().schedule;
    const last = new Map((await lastMoments(store, now().toISOString())).map(({ job, due }) => [job, due]));
    const overdue = scheduledJobs.flatMap(job => {
      const { at, jitterSeconds } = settings[job];
      if (at === null) return [];
      const latest = new Date(now().getTime() - 2 * punctualMs - jitterSeconds * 1_000);
      const due = dueTimes(at).last(latest)?.toISOString();
      return due !== undefined && due > (last.get(job) ?? startedAt) ? [{ job, due }] : [];
    });
    const problems = overdue.map(
      ({ job, due }) =>
        `Lịch "${jobNames[job]}" lẽ ra chạy lúc ${dateAndTime(due)} mà chưa chạy: kiểm tra giờ máy và nhật ký của serve, rồi khởi động lại dịch vụ.`,
    );
    return judged(problems, { overdue });
  },
};
