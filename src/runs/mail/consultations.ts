import type { Configuration } from '../../config/configuration.ts';
import { dayOf } from '../../domain/time.ts';
import type { ConsultationBody } from '../../report/mail/bodies.ts';
import { sliceOf } from '../../report/mail/slice.ts';
import { tallyRound } from '../../review/consultation.ts';
import type { Store } from '../../store/core/contract.ts';
import type { NewLetter } from '../../store/mail/letter-rows.ts';
import { queueLetters } from '../../store/mail/outbox.ts';
import { answersTo, type ReviewRound, rounds } from '../../store/reviews/rounds.ts';
import type { RemindersQueued } from './reminders.ts';

/** Who has not answered is reminded so many calendar days before the last day. */
const remindDaysBefore = [3, 1, 0];

/** Puts the letters of a new round into the outbox, each with its workbook. */
export async function queueRound(
  store: Store,
  { mail }: Configuration,
  round: ReviewRound,
  now: string,
): Promise<RemindersQueued> {
  return queue(store, mail, round, round.addressees, now);
}

/** The same, as a reminder, to who has not answered yet where the last day is near; each once. */
export async function queueRoundReminders(
  store: Store,
  { mail }: Configuration,
  now: string,
): Promise<RemindersQueued> {
  const done: RemindersQueued = { queued: 0, unreached: [] };
  for (const round of await rounds(store)) {
    if (round.closedAt !== null) continue;
    const daysLeft = (Date.parse(round.until) - Date.parse(dayOf(now))) / 86_400_000;
    if (!remindDaysBefore.includes(daysLeft)) continue;
    const { addressees } = tallyRound(round, await answersTo(store, round.id), now);
    const waiting = addressees.filter(({ state }) => state === 'waiting').map(({ agency }) => agency);
    const { queued, unreached } = await queue(store, mail, round, waiting, now, daysLeft);
    done.queued += queued;
    done.unreached.push(...unreached);
  }
  return done;
}

async function queue(
  store: Store,
  mail: Configuration['mail'],
  { id }: ReviewRound,
  agencies: readonly string[],
  now: string,
  daysLeft?: number,
): Promise<RemindersQueued> {
  if (!mail) return { queued: 0, unreached: [] };
  const letters: NewLetter[] = [];
  const unreached: string[] = [];
  for (const agency of agencies) {
    const recipients = mail.recipients.filter(recipient => recipient.agency === agency);
    if (recipients.length === 0) unreached.push(agency);
    for (const recipient of recipients) {
      const body: ConsultationBody = {
        ...{ slice: sliceOf(recipient), round: id, agency },
        ...(daysLeft !== undefined && { daysLeft }),
      };
      const subject = `${id}/${agency}/${daysLeft ?? 'open'}`;
      letters.push({ kind: 'consultation', subject, to: recipient.address, notBefore: now, body });
    }
  }
  return { queued: await queueLetters(store, letters, now), unreached };
}
