import { z } from 'zod';
import {
  agreedActions,
  type HeldSession,
  heldSession,
  openActions,
  workingSessions,
} from '../../app/queries/working-sessions.ts';
import { agreeAction, requireSubject, settleAction } from '../../app/reviews/meet.ts';
import { actionWords, agreedAction, type OpenObstacle, openObstacle } from '../../domain/working-session.ts';
import { sessionJson } from '../../report/reviews/sessions.ts';
import { type Call, handedOn } from '../asking.ts';
import { givenDay } from '../given-day.ts';
import type { Api } from './api.ts';
import { found } from './found.ts';
import { code, each, maybe, number, reason, said, text } from './schemas.ts';

const scope = z.enum(['unit', 'field']);
const subject = z.string().trim().min(1).max(500).describe('Code of the unit, or name of the field.');
const participant = z.strictObject({ name: said, office: z.string().trim().max(500).default('') });
const head = { session: z.int(), scope, subject: z.string(), heldOn: z.string() };
const ownerOf = '`technical`, `regulatory`, or the code of a unit.';

const shown = z.object({
  ...{ ...head, place: maybe, ...each(text, 'by', 'at') },
  participants: z.array(z.object(each(text, 'name', 'office'))),
  agenda: z.array(openObstacle).describe('As it was when the session was opened; what frees most first.'),
  agreed: z.array(agreedAction),
  carried: z.array(agreedAction).describe('What earlier sessions on the same had left to be done.'),
});
const params = { session: number };

/** Working sessions on what keeps services from level 4. */
export function workingSessionRoutes({ list, get, paper, post }: Api): void {
  list('/review/session', ['read-slice', 'reviews', 'listWorkingSessions'], {
    summary: 'Working sessions, latest first; of a unit, those on it or that left it something to do',
    cut: 'rows',
    item: z.object({ ...head, ...each(z.int(), 'obstacles', 'open') }),
    async all(call) {
      const { sessions, openOf } = await sessionsFor(call);
      return sessions.map(({ id, scope: of, subject: about, heldOn, agenda }) => ({
        ...{ session: id, scope: of, subject: about, heldOn },
        ...{ obstacles: agendaFor(agenda, call.own).length, open: openOf(id).length },
      }));
    },
  });

  get('/review/session/agenda', ['read', 'reviews', 'readAgenda'], {
    summary: 'What is in the way of a unit or in a field now, and what earlier sessions left to be done',
    query: { scope, subject },
    answer: z.object({ agenda: z.array(openObstacle), open: z.array(agreedAction) }),
    async do({ asking, context, store, query, gone }) {
      await requireSubject(asking, query);
      const agenda = await context.reader.look('agenda', query, gone);
      return { agenda, open: await openActions(store, query) };
    },
  });

  get('/review/session/:session', ['read-slice', 'reviews', 'readWorkingSession'], {
    summary: 'A session: its agenda, what was agreed, what became of it; of a unit, its own part',
    params,
    answer: shown,
    do: async call => sessionJson(await sessionFor(call, call.params.session)),
  });

  paper('/review/session/:session/minutes/:form', ['read', 'reviews', 'downloadMinutes'], {
    summary: 'The minutes of a session',
    params: { ...params, form: z.enum(['docx', 'xlsx']) },
    is: ['The minutes.', 'docx', 'xlsx'],
    wanted: ({ params: wanted, now }) => ({ what: 'session-minutes', ...wanted, now }),
  });

  post('/review/session', ['hold-session', 'reviews', 'holdWorkingSession'], {
    summary: 'Open a session: the agenda is kept as it is now',
    once: true,
    body: z.strictObject({
      ...{ scope, subject, heldOn: givenDay, place: z.string().trim().max(500).optional() },
      participants: z.array(participant).max(100).default([]),
    }),
    answer: shown,
    async do({ asking, context, store, body: wanted }) {
      const id = await context.reader.deed('hold-session', { asking: handedOn(asking), wanted });
      return sessionJson(await heldSession(store, id));
    },
  });

  post('/review/session/:session/actions', ['hold-session', 'reviews', 'agreeAction'], {
    summary: 'Keep something that was agreed in a session',
    once: true,
    params,
    body: z.strictObject({
      action: said,
      owner: code.describe(ownerOf),
      until: givenDay,
      obstacle: z.string().max(500).optional().describe('Key of what it is about, on the agenda.'),
    }),
    answer: agreedAction,
    do: ({ asking, params: of, body }) => agreeAction(asking, { ...of, ...body }),
  });

  post('/review/session-actions/:action', ['settle-session-action', 'reviews', 'settleAction'], {
    summary: 'Say that something agreed is done, dropped or postponed; the last word counts',
    params: { action: number },
    body: z.strictObject({
      word: z.enum(actionWords),
      until: givenDay.optional().describe('The new day, of what is postponed.'),
      reason,
    }),
    answer: agreedAction,
    do: ({ asking, params: of, body }) => settleAction(asking, { ...of, ...body }),
  });
}

type Whose = Pick<Call, 'store' | 'own'>;

/** The sessions the caller sees, and what was agreed in each of them, or in all, that is his to see. */
export async function sessionsFor({ store, own }: Whose) {
  const actions = await agreedActions(store);
  const sessions = await workingSessions(store);
  const agreedIn = (id?: number) =>
    actions.filter(
      ({ session, owner }) => (id === undefined || session === id) && (own === undefined || owner === own),
    );
  return {
    sessions: sessions.filter(session => own === undefined || concerns(session, actions, own)),
    agreedIn,
    openOf: (id?: number) => agreedIn(id).filter(({ state }) => state === 'open'),
  };
}

/** Whether a session is on a unit, or left it something to do. */
function concerns(
  { id, scope: of, subject: about }: HeldSession['session'],
  actions: readonly { session: number; owner: string }[],
  unit: string,
): boolean {
  return (
    (of === 'unit' && about === unit) ||
    actions.some(({ session, owner }) => session === id && owner === unit)
  );
}

/** A session, of a unit its own part. @throws Problem, Refusal */
export async function sessionFor({ store, own }: Whose, id: number): Promise<HeldSession> {
  const held = await heldSession(store, id);
  if (own === undefined) return held;
  const seen = concerns(held.session, [...held.agreed, ...held.carried], own) ? held : undefined;
  return cutTo(own, found(seen, 'Không có buổi làm việc này.', 'There is no such session.'));
}

/** What a unit sees of a session: what is about it, and what is its own to do. */
function cutTo(own: string, { session, agreed, carried }: HeldSession): HeldSession {
  const its = ({ owner }: { owner: string }) => owner === own;
  if (session.scope === 'unit' && session.subject === own) return { session, agreed, carried };
  const agenda = agendaFor(session.agenda, own);
  return { session: { ...session, agenda }, agreed: agreed.filter(its), carried: carried.filter(its) };
}

/** Counts are of all units: of the others' a unit sees none. */
function agendaFor(agenda: readonly OpenObstacle[], own: string | undefined): OpenObstacle[] {
  if (own === undefined) return [...agenda];
  return agenda.filter(({ units }) => units.includes(own)).map(each => ({ ...each, units: [own] }));
}
