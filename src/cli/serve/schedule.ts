import type { Asking } from '../../app/context.ts';
import { startJob } from '../../app/jobs/start.ts';
import { claimHolder } from '../../app/open.ts';
import type { Configuration } from '../../config/configuration.ts';
import { type Job, jobNames, type ScheduledJob, scheduledJobs } from '../../domain/job.ts';
import { createLog } from '../../runs/log.ts';
import { openJobs } from '../../runtime/jobs.ts';
import { scheduleState, wishOf } from '../../runtime/schedule.ts';
import { scheduleTable } from '../../runtime/schedule-table.ts';
import { openQueue } from '../../runtime/service.ts';
import { listing } from '../answer.ts';
import { command } from '../command.ts';
import { oneWordOf } from '../given.ts';

export const scheduleCommand = command({
  examples: ['dvc-sync schedule', 'dvc-sync schedule run reconcile'],
  async onStore({ configuration, store, now }) {
    return {
      ...listing(await scheduleState(store, configuration.schedule, new Date(now)), scheduleTable, {
        none: '',
      }),
      notes: [
        'Giờ Việt Nam. Lịch chỉ chạy khi có "dvc-sync serve"; đổi lịch ở khóa "schedule" của cấu hình.',
      ],
    };
  },
  subcommands: {
    run: command({
      does: {
        vi: 'đưa ngay một việc vào hàng đợi của dịch vụ đang chạy',
        en: 'queue a job of the running service at once',
      },
      argument: ['<việc>', scheduledJobs.join(', '), oneWordOf(scheduledJobs)],
      examples: ['dvc-sync schedule run housekeeping'],
      async onStore({ configuration, store, asking, now }, _options, job: ScheduledJob) {
        const served = store.driver === 'postgres' || (await claimHolder(store, 'serve', now)) !== undefined;
        const queued = await handedIn(asking, configuration, job);
        const command = byHand[job];
        return {
          json: { ...queued, served },
          print: `Đã đưa việc "${jobNames[job]}" vào hàng đợi: ${queued.id}.`,
          notes: served
            ? []
            : [
                `Chưa có "dvc-sync serve" nào chạy trên kho này: việc chờ đến khi có${command ? `. Muốn làm ngay không cần dịch vụ: ${command}` : ''}.`,
              ],
        };
      },
    }),
  },
});

/** A command's own queue works on nothing: it only sends, in the transaction that writes the job down. */
async function handedIn(asking: Asking, configuration: Configuration, job: ScheduledJob): Promise<Job> {
  const { store, now } = asking;
  const queue = await openQueue(configuration, store, createLog(configuration.secrets, 'error'), now);
  try {
    return await startJob(asking, openJobs({ store, queue, now }), wishOf(job, now().toISOString()));
  } finally {
    await queue.stop(0);
  }
}

/** Commands that do the same without a service. */
const byHand: Partial<Record<ScheduledJob, string>> = {
  reconcile: 'dvc-sync run',
  'full-refresh': 'dvc-sync run --full',
  plan: 'dvc-sync plan',
};
