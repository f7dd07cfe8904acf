import { Refusal } from '../../domain/refusal.ts';
import type { AgreedAction, SessionScope } from '../../domain/working-session.ts';
import type { Store } from '../../store/core/contract.ts';
import {
  agreedActions,
  type HeldSession,
  sessionOf,
  workingSessions,
} from '../../store/reviews/working-sessions.ts';

export { openObstacles } from '../../runs/obstacles.ts';
export { agreedActions } from '../../store/reviews/working-sessions.ts';
export type { HeldSession };
export { workingSessions };

/** @throws Refusal */
export async function heldSession(store: Store, id: number): Promise<HeldSession> {
  const session = await sessionOf(store, id);
  if (!session) throw new Refusal('working-session-unknown', { session: id });
  const earlier = (await workingSessions(store, session)).map(each => each.id).filter(each => each < id);
  const agreed = await agreedActions(store, [id]);
  const before = await agreedActions(store, earlier);
  return { session, agreed, carried: before.filter(action => wasOpen(action, session.at)) };
}

/** What is still to be done of everything that was agreed on a unit or a field. */
export async function openActions(store: Store, of?: SessionScope): Promise<AgreedAction[]> {
  const sessions = of && (await workingSessions(store, of)).map(({ id }) => id);
  return (await agreedActions(store, sessions)).filter(({ state }) => state === 'open');
}

function wasOpen({ words }: AgreedAction, at: string): boolean {
  const last = words.findLast(word => word.at < at)?.word;
  return last === undefined || last === 'postponed';
}
