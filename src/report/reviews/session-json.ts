import type {
  AgreedAction,
  OpenObstacle,
  SessionParticipant,
  SessionScope,
} from '../../domain/working-session.ts';

interface Held {
  session: SessionScope & {
    id: number;
    heldOn: string;
    place: string | null;
    participants: readonly SessionParticipant[];
    agenda: OpenObstacle[];
    by: string;
    at: string;
  };
  agreed: AgreedAction[];
  carried: AgreedAction[];
}

/** A working session as machines get it. */
export function sessionJson({ session, agreed, carried }: Held) {
  const { id, scope, subject, heldOn, place, participants, agenda, by, at } = session;
  return {
    ...{ session: id, scope, subject, heldOn, place, participants: [...participants], by, at },
    ...{ agenda, agreed, carried },
  };
}
