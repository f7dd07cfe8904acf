import type { Configuration } from '../../config/configuration.ts';
import { dayOf } from '../../domain/time.ts';
import type { AgreedAction } from '../../domain/working-session.ts';
import type { SessionActionsBody } from '../../report/mail/bodies.ts';
import { sliceOf } from '../../report/mail/slice.ts';
import type { Store } from '../../store/core/contract.ts';
import type { NewLetter } from '../../store/mail/letter-rows.ts';
import { queueLetters } from '../../store/mail/outbox.ts';
import { agreedActions, workingSessions } from '../../store/reviews/working-sessions.ts';
import type { RemindersQueued } from './reminders.ts';

/** Whoever has something to do is reminded so many calendar days before its day, and then every so many after it. */
const remindDaysBefore = [3, 1, 0];
const remindEveryDaysAfter = 7;

/** Reminds whoever agreed to do something whose day is near or over: one letter a day, each once. */
export async function queueActionReminders(
  store: Store,
  { mail }: Configuration,
  now: string,
): Promise<RemindersQueued> {
  const day = dayOf(now);
  const due = (await agreedActions(store)).filter(action => action.state === 'open' && isDue(action, day));
  if (!mail || due.length === 0) return { queued: 0, unreached: [] };
  const sessions = new Map((await workingSessions(store)).map(session => [session.id, session]));
  const letters: NewLetter[] = [];
  const unreached: string[] = [];
  for (const [owner, own] of Map.groupBy(due, action => action.owner)) {
    const recipients = mail.recipients.filter(one => one.agency === owner || one.owner === owner);
    if (recipients.length === 0) unreached.push(owner);
    const actions = own.map(({ id, session, obstacle, action, until }) => {
      const { heldOn, agenda } = sessions.get(session)!;
      const what = agenda.find(({ key }) => key === obstacle)?.what ?? null;
      return { id, session, heldOn, what, action, until };
    });
    for (const recipient of recipients) {
      const body: SessionActionsBody = { slice: sliceOf(recipient), owner, day, actions };
      const subject = `${owner}/${day}`;
      letters.push({ kind: 'session-actions', subject, to: recipient.address, notBefore: now, body });
    }
  }
  return { queued: await queueLetters(store, letters, now), unreached: unreached.sort() };
}

function isDue({ until }: AgreedAction, day: string): boolean {
  const left = (Date.parse(until) - Date.parse(day)) / 86_400_000;
  return remindDaysBefore.includes(left) || (left < 0 && left % remindEveryDaysAfter === 0);
}
