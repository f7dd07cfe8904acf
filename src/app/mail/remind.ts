import type { Configuration } from '../../config/configuration.ts';
import { dayOf } from '../../domain/time.ts';
import { queueReminders } from '../../runs/mail/reminders.ts';
import { record } from '../../store/access/audit.ts';
import { asked } from '../audited.ts';
import { type Asking, doingOf } from '../context.ts';

/**
 * Queues the reminders that are due, each once: what the scheduled job does, now and without a service.
 *
 * @param day Moment by which is reminded, ISO 8601 UTC.
 */
export function remind(
  asking: Asking & { configuration: Configuration },
  day: string,
): ReturnType<typeof queueReminders> {
  return asked(asking, 'start-reminders', dayOf(day), async () => {
    const { store, configuration } = asking;
    const reminders = await queueReminders(store, configuration, day);
    await record(store, {
      ...{ ...doingOf(asking), action: 'start-reminders', target: dayOf(day) },
      ...{ before: null, after: reminders, outcome: 'done' },
    });
    return reminders;
  });
}
