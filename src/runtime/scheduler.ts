import cron, { type ScheduledTask } from 'node-cron';
import type { Logger } from 'pino';
import type { ScheduleSettings } from '../config/sections/schedule.ts';
import { type ScheduledJob, scheduledJobs } from '../domain/job.ts';
import { vietnamZone } from '../domain/time.ts';
import type { Store } from '../store/core/contract.ts';
import type { JobQueue } from './queue.ts';
import { forgetFutureMoments, type TakenMoment, takeDueMoments } from './schedule.ts';

export interface Scheduler {
  /** Goes by other settings from now on. */
  reload(settings: ScheduleSettings): Promise<void>;
  stop(): Promise<void>;
}

/** The database may be away for a while at the very moment something is due. */
const againAfterMs = 30_000;

/** Takes what was missed while nobody was there, then each moment when it is due. */
export async function startScheduler(
  { store, queue, log, now }: { store: Store; queue: JobQueue; log: Logger; now: () => Date },
  settings: ScheduleSettings,
): Promise<Scheduler> {
  let timers: ScheduledTask[] = [];
  let inForce = settings;
  let again: NodeJS.Timeout | undefined;
  let stopped = false;
  let taking: Promise<void> = Promise.resolve();

  /** One after the other: two looks at once would only get in each other's way. */
  function take(only: readonly ScheduledJob[], at?: Date): Promise<void> {
    taking = taking.then(async () => {
      if (stopped) return;
      try {
        // A timer may be a moment early by the machine's clock.
        const time = new Date(Math.max(now().getTime(), at?.getTime() ?? 0));
        const forgotten = await forgetFutureMoments(store, time);
        if (forgotten > 0)
          log.warn(
            { moments: forgotten },
            'moments later than now are forgotten: the clock was ahead, or is behind',
          );
        for (const moment of await takeDueMoments(store, queue, inForce, time, only)) {
          tell(log, moment);
          if (moment.queued) queue.wake();
        }
      } catch (error) {
        log.error({ err: error, jobs: only }, 'due moments could not be taken; trying again');
        clearTimeout(again);
        again = setTimeout(() => void take(scheduledJobs), againAfterMs);
      }
    });
    return taking;
  }

  async function setTimers(): Promise<void> {
    for (const timer of timers) await timer.destroy();
    timers = scheduledJobs.flatMap(job => {
      const { at, jitterSeconds } = inForce[job];
      if (at === null) return [];
      const timer = cron.schedule(at, ({ date }) => take([job], date), {
        name: job,
        timezone: vietnamZone,
        maxRandomDelay: jitterSeconds * 1_000,
        suppressMissedWarning: true,
      });
      // The process was held up, or the machine asleep.
      timer.on('execution:missed', () => void take([job]));
      return [timer];
    });
  }

  await take(scheduledJobs);
  await setTimers();
  return {
    async reload(changed) {
      inForce = changed;
      await setTimers();
      await take(scheduledJobs);
    },
    async stop() {
      stopped = true;
      clearTimeout(again);
      for (const timer of timers) await timer.destroy();
      await taking;
    },
  };
}

function tell(log: Logger, { job, due, queued, reason, missed }: TakenMoment): void {
  const fields = { schedule: job, due, ...(queued && { job: queued.id }), ...(reason && { reason }) };
  if (missed) log.warn(fields, queued ? 'a missed moment is made up for' : 'a missed moment is skipped');
  else log.info(fields, queued ? 'due: queued' : 'due, but skipped');
}
