import { dayOf } from '../../domain/time.ts';
import { queueRoundReminders } from '../../runs/mail/consultations.ts';
import { queueReminders } from '../../runs/mail/reminders.ts';
import { queueActionReminders } from '../../runs/mail/session-actions.ts';
import { askedAtOnce } from '../audited.ts';
import type { ConfiguredAsking } from '../context.ts';

/**
 * Queues the reminders that are due, each once.
 *
 * @param day Moment by which is reminded, ISO 8601 UTC.
 */
export function remind(asking: ConfiguredAsking, day: string): ReturnType<typeof queueReminders> {
  return askedAtOnce(asking, 'start-reminders', dayOf(day), async (inner, _by, done) => {
    const milestones = await queueReminders(inner, asking.configuration, day);
    const rounds = await queueRoundReminders(inner, asking.configuration, day);
    const sessions = await queueActionReminders(inner, asking.configuration, day);
    const all = [milestones, rounds, sessions];
    const reminders = {
      queued: all.reduce((sum, { queued }) => sum + queued, 0),
      unreached: [...new Set(all.flatMap(({ unreached }) => unreached))].sort(),
    };
    // A job is in the trail with its queueing.
    if (asking.job === undefined) await done(inner, { after: reminders });
    return reminders;
  });
}
