import type { HeldSession } from '../../store/reviews/working-sessions.ts';

/** A working session as machines get it. */
export function sessionJson({ session, agreed, carried }: HeldSession) {
  const { id, scope, subject, heldOn, place, participants, agenda, by, at } = session;
  return {
    ...{ session: id, scope, subject, heldOn, place, participants, by, at },
    ...{ agenda, agreed, carried },
  };
}
