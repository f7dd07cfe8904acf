import { nationalOf } from '../../domain/city.ts';
import { Refusal } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time.ts';
import {
  type ActionWord,
  type AgreedAction,
  actionWords,
  type SessionParticipant,
  type SessionScope,
} from '../../domain/working-session.ts';
import { openObstacles } from '../../runs/obstacles.ts';
import { hasField } from '../../runs/reviewed.ts';
import { insertRow } from '../../store/core/one-row.ts';
import { actionOf, sessionOf, type WorkingSession } from '../../store/reviews/working-sessions.ts';
import { asked } from '../audited.ts';
import { type Asking, type ConfiguredAsking, requireOwnUnit, saidBy } from '../context.ts';
import { once } from '../once.ts';

export interface WantedSession extends SessionScope {
  /** `YYYY-MM-DD`; it may be prepared beforehand. */
  heldOn: string;
  place?: string | undefined;
  participants: SessionParticipant[];
}

/** Opens a session on what is in the way of a unit or in a field, as things stand now. @throws Refusal */
export function holdSession(asking: ConfiguredAsking, wanted: WantedSession): Promise<WorkingSession> {
  const { scope, subject, heldOn, place, participants } = wanted;
  return asked(asking, 'hold-session', subject, async (by, done) => {
    const id = await once(asking, 'hold-session', wanted, async () => {
      if (participants.some(({ name }) => !name.trim()))
        throw new Refusal('session-word-incomplete', { lacks: 'participants' });
      await requireSubject(asking, wanted);
      // Counted before anything is written: what reads long holds nobody up.
      const agenda = await openObstacles(asking.store, asking.configuration, { scope, subject });
      return async inner => {
        const session = await insertRow(inner, 'workingSession', {
          ...{ scope, subject, heldOn, place: place?.trim() || null, participants, agenda, ...saidBy(by) },
        });
        const after = { scope, subject, heldOn, obstacles: agenda.length };
        await done(inner, { target: String(session.id), after });
        return session.id;
      };
    });
    return (await sessionOf(asking.store, id))!;
  });
}

/** Whether there is such a unit, or such a field. @throws Refusal */
export async function requireSubject(
  { store, configuration: { city } }: ConfiguredAsking,
  { scope, subject }: SessionScope,
): Promise<void> {
  const known =
    scope === 'unit'
      ? city.agencies.some(({ code }) => code === subject)
      : nationalOf(city) !== undefined && (await hasField(store, city, subject));
  if (!known) throw new Refusal('session-subject-unknown', { scope, subject });
}

export interface GivenAction {
  session: number;
  obstacle?: string | undefined;
  action: string;
  /** `technical`, `regulatory` or the code of a unit. */
  owner: string;
  until: string;
}

/** Keeps what was agreed in a session. @throws Refusal */
export function agreeAction(asking: ConfiguredAsking, given: GivenAction): Promise<AgreedAction> {
  const { session: id, obstacle, owner, until } = given;
  return asked(asking, 'hold-session', String(id), async (by, done) => {
    const action = given.action.trim();
    if (action === '') throw new Refusal('session-word-incomplete', { lacks: 'action' });
    const { agencies } = asking.configuration.city;
    if (owner !== 'technical' && owner !== 'regulatory' && !agencies.some(({ code }) => code === owner))
      throw new Refusal('session-owner-unknown', { owner });
    const made = await once(asking, 'hold-session', given, async () => async inner => {
      const session = await sessionOf(inner, id);
      if (!session) throw new Refusal('working-session-unknown', { session: id });
      if (obstacle !== undefined && !session.agenda.some(({ key }) => key === obstacle))
        throw new Refusal('session-obstacle-unknown', { session: id, obstacle });
      if (until < session.heldOn) throw new Refusal('session-day-early', { until, from: session.heldOn });
      const after = { obstacle: obstacle ?? null, action, owner, until };
      const agreed = await insertRow(inner, 'sessionAction', { sessionId: id, ...after, ...saidBy(by) });
      await done(inner, { target: `${id} ${agreed.id}`, after });
      return agreed.id;
    });
    return (await actionOf(asking.store, made))!;
  });
}

/** A later word on what was agreed: the last one counts, earlier ones stay. @throws Refusal */
export function settleAction(
  asking: Asking,
  given: { action: number; word: ActionWord; until?: string | undefined; reason: string },
): Promise<AgreedAction> {
  const { action: id, word, until, reason } = given;
  return asked(asking, 'settle-session-action', String(id), async (by, done) => {
    if (!reason.trim()) throw new Refusal('session-word-incomplete', { lacks: 'reason' });
    if (!actionWords.includes(word) || (word === 'postponed') !== (until !== undefined))
      throw new Refusal('session-word-incomplete', { lacks: 'until' });
    const today = dayOf(by.at);
    if (until !== undefined && until < today) throw new Refusal('session-day-early', { until, from: today });
    await once(asking, 'settle-session-action', given, async () => async inner => {
      const before = await actionOf(inner, id);
      if (!before) throw new Refusal('session-action-unknown', { action: id });
      requireOwnUnit(asking.actor, before.owner);
      await insertRow(inner, 'sessionActionWord', {
        ...{ actionId: id, word, until: until ?? null, reason: reason.trim(), ...saidBy(by) },
      });
      await done(inner, {
        before: { state: before.state, until: before.until },
        after: { word, until: until ?? null, reason },
      });
      return id;
    });
    return (await actionOf(asking.store, id))!;
  });
}
