import { z } from 'zod';
import { ownUnit, type Store } from '../../app/context.ts';
import {
  agreedActions,
  type HeldSession,
  heldSession,
  openActions,
  workingSessions,
} from '../../app/queries/working-sessions.ts';
import { agreeAction, requireSubject, settleAction } from '../../app/reviews/meet.ts';
import { actionWords, type OpenObstacle } from '../../domain/working-session.ts';
import { sessionJson } from '../../report/reviews/session-json.ts';
import { type App, callerOf } from '../app.ts';
import { askingOf, goneOf, handedOn } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { givenDay } from '../given-day.ts';
import { found } from './found.ts';
import { startHeaders } from './jobs.ts';
import { operation } from './operation.ts';
import { pageOf, pageOfWhole, pageQuery } from './paging.ts';
import { documents, give, mediaTypes } from './reports.ts';

const text = z.string().trim().min(1).max(2_000);
const scope = z.enum(['unit', 'field']);
const subject = z.string().trim().min(1).max(500).describe('Code of the unit, or name of the field.');
const participant = z.strictObject({ name: text, office: z.string().trim().max(500).default('') });
const head = { session: z.int(), scope, subject: z.string(), heldOn: z.string() };

const obstacle = z.object({
  key: z.string(),
  what: z.string(),
  since: z.string().nullable().describe('Day since when a list names it; null: not known.'),
  turn: z.array(z.string()).describe('`technical`, `regulatory`, or codes of units.'),
  offerings: z.int(),
  frees: z.int().describe('Of these, held by nothing else.'),
  procedures: z.array(z.string()).describe('The first hundred.'),
  units: z.array(z.string()),
});
const action = z
  .object({
    ...{ id: z.int(), session: z.int(), obstacle: z.string().nullable(), action: z.string() },
    owner: z.string().describe('`technical`, `regulatory`, or the code of a unit.'),
    ...{ until: z.string(), state: z.enum(['open', 'done', 'dropped']), by: z.string(), at: z.string() },
    words: z.array(
      z.object({
        word: z.enum(actionWords),
        ...{ until: z.string().nullable(), reason: z.string(), by: z.string(), at: z.string() },
      }),
    ),
  })
  .meta({ id: 'AgreedAction' });
const shown = z.object({
  ...{ ...head, place: z.string().nullable(), by: z.string(), at: z.string() },
  participants: z.array(z.object({ name: z.string(), office: z.string() })),
  agenda: z.array(obstacle).describe('As it was when the session was opened; what frees most first.'),
  agreed: z.array(action),
  carried: z.array(action).describe('What earlier sessions on the same had left to be done.'),
});
const params = z.object({ session: z.coerce.number().int().positive() });

/** Working sessions on what keeps services from level 4. */
export function workingSessionRoutes(app: App, context: ServerContext): void {
  const { store } = context;

  app.get(
    '/review/session',
    operation('read-slice', 'reviews', 'listWorkingSessions', {
      summary: 'Working sessions, latest first; of a unit, those on it or that left it something to do',
      querystring: z.strictObject(pageQuery),
      response: { 200: pageOf(z.object({ ...head, obstacles: z.int(), open: z.int() })) },
    }),
    async request => {
      const own = ownUnit(callerOf(request));
      const actions = await agreedActions(store);
      const rows = (await workingSessions(store))
        .filter(each => own === undefined || concerns(each, actions, own))
        .map(({ id, scope: of, subject: about, heldOn, agenda }) => {
          const open = actions.filter(
            ({ session, state, owner }) =>
              session === id && state === 'open' && (own === undefined || owner === own),
          );
          const obstacles = agendaFor(agenda, own).length;
          return { session: id, scope: of, subject: about, heldOn, obstacles, open: open.length };
        });
      return pageOfWhole(rows, request.query, ['session', own]);
    },
  );

  app.get(
    '/review/session/agenda',
    operation('read', 'reviews', 'readAgenda', {
      summary: 'What is in the way of a unit or in a field now, and what earlier sessions left to be done',
      querystring: z.strictObject({ scope, subject }),
      response: { 200: z.object({ agenda: z.array(obstacle), open: z.array(action) }) },
    }),
    async (request, reply) => {
      await requireSubject(askingOf(request, context), request.query);
      const agenda = await context.reader.look('agenda', request.query, goneOf(reply));
      return { agenda, open: await openActions(store, request.query) };
    },
  );

  app.get(
    '/review/session/:session',
    operation('read-slice', 'reviews', 'readWorkingSession', {
      summary: 'A session: its agenda, what was agreed, what became of it; of a unit, its own part',
      params,
      response: { 200: shown },
    }),
    async request => sessionJson(await sessionFor(store, request.params.session, ownUnit(callerOf(request)))),
  );

  app.get(
    '/review/session/:session/minutes/:form',
    operation('read', 'reviews', 'downloadMinutes', {
      summary: 'The minutes of a session',
      params: params.extend({ form: z.enum(['docx', 'xlsx']) }),
      response: { 200: documents('The minutes.', mediaTypes.docx!, mediaTypes.xlsx!) },
    }),
    async ({ params: { session, form } }, reply) =>
      give(context, reply, { what: 'session-minutes', session, form, now: context.now().toISOString() }),
  );

  app.post(
    '/review/session',
    operation('hold-session', 'reviews', 'holdWorkingSession', {
      summary: 'Open a session: the agenda is kept as it is now',
      headers: startHeaders,
      body: z.strictObject({
        ...{ scope, subject, heldOn: givenDay, place: z.string().trim().max(500).optional() },
        participants: z.array(participant).max(100).default([]),
      }),
      response: { 200: shown },
    }),
    async request => {
      const asking = handedOn(askingOf(request, context));
      const id = await context.reader.deed('hold-session', { asking, wanted: request.body });
      return sessionJson(await heldSession(store, id));
    },
  );

  app.post(
    '/review/session/:session/actions',
    operation('hold-session', 'reviews', 'agreeAction', {
      summary: 'Keep something that was agreed in a session',
      headers: startHeaders,
      params,
      body: z.strictObject({
        action: text,
        owner: z
          .string()
          .trim()
          .min(1)
          .max(100)
          .describe('`technical`, `regulatory`, or the code of a unit.'),
        until: givenDay,
        obstacle: z.string().max(500).optional().describe('Key of what it is about, on the agenda.'),
      }),
      response: { 200: action },
    }),
    async request => agreeAction(askingOf(request, context), { ...request.params, ...request.body }),
  );

  app.post(
    '/review/session-actions/:action',
    operation('settle-session-action', 'reviews', 'settleAction', {
      summary: 'Say that something agreed is done, dropped or postponed; the last word counts',
      params: z.object({ action: z.coerce.number().int().positive() }),
      body: z.strictObject({
        word: z.enum(actionWords),
        until: givenDay.optional().describe('The new day, of what is postponed.'),
        reason: text,
      }),
      response: { 200: action },
    }),
    async request => settleAction(askingOf(request, context), { ...request.params, ...request.body }),
  );
}

/** Whether a session is on a unit, or left it something to do. */
export function concerns(
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
export async function sessionFor(store: Store, id: number, own: string | undefined): Promise<HeldSession> {
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
