import { dayOf } from '../../domain/time.ts';
import { queueReminders } from '../../runs/mail/reminders.ts';
import { askedAtOnce } from '../audited.ts';
import type { ConfiguredAsking } from '../context.ts';

/**
 * Queues the reminders that are due, each once.
 *
 * @param day Moment by which is reminded, ISO 8601 UTC.
 */
export function remind(asking: ConfiguredAsking, day: string): ReturnType<typeof queueReminders> {
  return askedAtOnce(asking, 'start-reminders', dayOf(day), async (inner, _by, done) => {
    const reminders = await queueReminders(inner, asking.configuration, day);
    // A job is in the trail with its queueing.
    if (asking.job === undefined) await done(inner, { after: reminders });
    return reminders;
  });
}
