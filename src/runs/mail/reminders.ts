import type { Configuration } from '../../config/configuration.ts';
import type { MailRecipient, MailSettings } from '../../config/sections/mail.ts';
import type { MilestoneState } from '../../domain/review.ts';
import { dayOf } from '../../domain/time.ts';
import type { ReminderBody } from '../../report/mail/bodies.ts';
import { sliceOf } from '../../report/mail/slice.ts';
import { dueReminders, lastDay, milestoneStates } from '../../review/milestones.ts';
import { workingDays } from '../../review/working-days.ts';
import type { Store } from '../../store/core/contract.ts';
import type { NewLetter } from '../../store/mail/letter-rows.ts';
import { queueLetters } from '../../store/mail/outbox.ts';
import { milestoneFacts } from '../review-state.ts';
import { missingProcedures } from './missing-procedures.ts';

/** What a round of reminders came to. */
export interface RemindersQueued {
  queued: number;
  /** Units that are to be reminded but have no address in the configuration. */
  unreached: string[];
}

/**
 * Puts the reminders that are due today into the outbox. The subject names milestone, unit and step, so that however
 * often this is asked for, nobody gets the same one twice.
 */
export async function queueReminders(
  store: Store,
  configuration: Configuration,
  now: string,
): Promise<RemindersQueued> {
  const { mail, reviews, city } = configuration;
  if (!mail || reviews.milestones.length === 0) return { queued: 0, unreached: [] };
  const days = workingDays(reviews.holidays);
  const facts = await milestoneFacts(store, configuration, now);
  const states = milestoneStates(reviews.milestones, days, city, facts, dayOf(now));
  const letters: NewLetter[] = [];
  const unreached = new Set<string>();
  for (const { state, step } of dueReminders(reviews.milestones, states)) {
    const recipients = recipientsOf(state, mail);
    if (recipients.length === 0) {
      unreached.add(state.unit);
      continue;
    }
    const { what, name, ...milestone } = reviews.milestones.find(({ id }) => id === state.milestone)!;
    const missing = await missingProcedures(store, city, what, state.unit, facts);
    for (const recipient of recipients) {
      const body: ReminderBody = {
        slice: sliceOf(recipient),
        what,
        name,
        due: lastDay(milestone, days),
        state,
        ...(missing && { missing }),
      };
      const subject = `${state.milestone}/${state.unit}/${step}`;
      letters.push({ kind: 'reminder', subject, to: recipient.address, notBefore: now, body });
    }
  }
  return { queued: await queueLetters(store, letters, now), unreached: [...unreached].sort() };
}

/** Those who get the part of this unit, or of this office. */
function recipientsOf({ unit }: MilestoneState, { recipients }: MailSettings): MailRecipient[] {
  return recipients.filter(({ agency, owner }) => agency === unit || owner === unit);
}
