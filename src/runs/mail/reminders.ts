import type { Configuration } from '../../config/configuration.ts';
import { dayOf } from '../../domain/time.ts';
import type { ConsultationBody, ReminderBody, SessionActionsBody } from '../../report/mail/bodies.ts';
import { sliceOf } from '../../report/mail/slice.ts';
import { tallyRound } from '../../review/consultation.ts';
import { dueReminders, lastDay, milestoneStates } from '../../review/milestones.ts';
import { daysBetween, workingDays } from '../../review/working-days.ts';
import type { Store } from '../../store/core/contract.ts';
import type { NewLetter } from '../../store/mail/letter-rows.ts';
import { queueLetters } from '../../store/mail/outbox.ts';
import { answersTo, type ReviewRound, rounds } from '../../store/reviews/rounds.ts';
import { agreedActions, workingSessions } from '../../store/reviews/working-sessions.ts';
import { milestoneFacts } from '../review-state.ts';
import { missingProcedures } from './missing-procedures.ts';

/** What putting letters into the outbox came to. */
export interface RemindersQueued {
  queued: number;
  /** Units and offices to be written to that have no address in the configuration. */
  unreached: string[];
}

type Bodies = {
  reminder: ReminderBody;
  consultation: ConsultationBody;
  'session-actions': SessionActionsBody;
};

/**
 * A letter to whoever gets the part of a unit (its code) or of an office. The subject names what it is about, so that
 * however often it is asked for, nobody gets the same one twice.
 */
type Due = {
  [Kind in keyof Bodies]: {
    kind: Kind;
    who: string;
    subject: string;
    /** Asked for only where somebody gets it. */
    body(): Said<Kind> | Promise<Said<Kind>>;
  };
}[keyof Bodies];
type Said<Kind extends keyof Bodies> = Omit<Bodies[Kind], 'slice'>;

/** Whoever has to answer or has something to do is reminded so many calendar days before its last day. */
const remindDaysBefore = [3, 1, 0];
/** Who agreed to do something also every so many days after it. */
const remindEveryDaysAfter = 7;

/** Puts all reminders that are due today into the outbox. */
export async function queueReminders(
  store: Store,
  configuration: Configuration,
  now: string,
): Promise<RemindersQueued> {
  if (!configuration.mail) return { queued: 0, unreached: [] };
  const due = [
    ...(await ofMilestones(store, configuration, now)),
    ...(await ofRounds(store, now)),
    ...(await ofAgreedActions(store, now)),
  ];
  const { queued, unreached } = await queueDue(store, configuration, due, now);
  return { queued, unreached: unreached.sort() };
}

/** Puts the letters of a new round into the outbox, each with its workbook. */
export function queueRound(store: Store, configuration: Configuration, round: ReviewRound, now: string) {
  const due = round.addressees.map(agency => ofRound(round.id, agency));
  return queueDue(store, configuration, due, now);
}

async function queueDue(
  store: Store,
  { mail }: Pick<Configuration, 'mail'>,
  due: readonly Due[],
  now: string,
): Promise<RemindersQueued> {
  if (!mail) return { queued: 0, unreached: [] };
  const letters: NewLetter[] = [];
  const unreached = new Set<string>();
  for (const { kind, who, subject, body } of due) {
    const recipients = mail.recipients.filter(({ agency, owner }) => agency === who || owner === who);
    if (recipients.length === 0) unreached.add(who);
    const said = recipients.length > 0 && (await body());
    for (const recipient of recipients) {
      const own = { ...said, slice: sliceOf(recipient) };
      letters.push({ kind, subject, to: recipient.address, notBefore: now, body: own });
    }
  }
  return { queued: await queueLetters(store, letters, now), unreached: [...unreached] };
}

async function ofMilestones(store: Store, configuration: Configuration, now: string): Promise<Due[]> {
  const { reviews, city } = configuration;
  if (reviews.milestones.length === 0) return [];
  const days = workingDays(reviews.holidays);
  const facts = await milestoneFacts(store, configuration, now);
  const states = milestoneStates(reviews.milestones, days, city, facts, dayOf(now));
  const due: Due[] = [];
  for (const { state, step } of dueReminders(reviews.milestones, states)) {
    const { what, name, ...milestone } = reviews.milestones.find(({ id }) => id === state.milestone)!;
    due.push({
      kind: 'reminder',
      who: state.unit,
      subject: `${state.milestone}/${state.unit}/${step}`,
      async body() {
        const missing = await missingProcedures(store, city, what, state.unit, facts);
        return { what, name, due: lastDay(milestone, days), state, ...(missing && { missing }) };
      },
    });
  }
  return due;
}

/** Of lists sent round: who has not answered yet where the last day is near. */
async function ofRounds(store: Store, now: string): Promise<Due[]> {
  const due: Due[] = [];
  for (const round of await rounds(store)) {
    const daysLeft = daysBetween(dayOf(now), round.until);
    if (round.closedAt !== null || !remindDaysBefore.includes(daysLeft)) continue;
    const answers = await answersTo(store, round.id);
    const { addressees, unclear } = tallyRound(round, answers, now);
    for (const { agency, state } of addressees)
      if (state === 'waiting') due.push(ofRound(round.id, agency, { daysLeft }));
      else if (unclear.includes(agency)) due.push(ofRound(round.id, agency, { daysLeft, unclear: true }));
  }
  return due;
}

function ofRound(
  round: number,
  agency: string,
  said: Pick<ConsultationBody, 'daysLeft' | 'unclear'> = {},
): Due {
  const subject = `${round}/${agency}/${said.daysLeft ?? 'open'}`;
  return { kind: 'consultation', who: agency, subject, body: () => ({ round, agency, ...said }) };
}

/** Of working sessions: whoever agreed to do something whose day is near or over, all of it in one letter a day. */
async function ofAgreedActions(store: Store, now: string): Promise<Due[]> {
  const day = dayOf(now);
  const open = (await agreedActions(store)).filter(({ state, until }) => {
    const left = daysBetween(day, until);
    const again = left < 0 && left % remindEveryDaysAfter === 0;
    return state === 'open' && (again || remindDaysBefore.includes(left));
  });
  if (open.length === 0) return [];
  const sessions = new Map((await workingSessions(store)).map(session => [session.id, session]));
  return [...Map.groupBy(open, ({ owner }) => owner)].map(([owner, own]): Due => {
    const actions = own.map(({ id, session, obstacle, action, until }) => {
      const { heldOn, agenda } = sessions.get(session)!;
      const what = agenda.find(({ key }) => key === obstacle)?.what ?? null;
      return { id, session, heldOn, what, action, until };
    });
    const body = { owner, day, actions };
    return { kind: 'session-actions', who: owner, subject: `${owner}/${day}`, body: () => body };
  });
}
