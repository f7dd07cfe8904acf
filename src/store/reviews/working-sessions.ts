import type { AgreedAction, SessionScope } from '../../domain/working-session.ts';
import { numberList } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { rowById } from '../core/one-row.ts';
import type { Row } from '../tables/index.ts';

export type WorkingSession = Row<'workingSession'>;

/** A session with what was agreed in it, and what earlier sessions on the same left to be done when it was opened. */
export interface HeldSession {
  session: WorkingSession;
  agreed: AgreedAction[];
  carried: AgreedAction[];
}
type StoredAction = Row<'sessionAction'>;

export function sessionOf(store: Store, id: number): Promise<WorkingSession | undefined> {
  return rowById(store, 'workingSession', id);
}

/** Every session, latest first; of one subject where asked. */
export async function workingSessions({ db }: Store, of?: SessionScope): Promise<WorkingSession[]> {
  const sessions = db.selectFrom('workingSession').selectAll().orderBy('id', 'desc');
  return sessions.where(({ and }) => and({ scope: of?.scope, subject: of?.subject })).execute();
}

export async function actionOf(store: Store, id: number): Promise<AgreedAction | undefined> {
  const action = await rowById(store, 'sessionAction', id);
  return action && (await withWords(store, [action]))[0];
}

/** What was agreed, oldest first; in these sessions where asked. */
export async function agreedActions(store: Store, sessions?: readonly number[]): Promise<AgreedAction[]> {
  let query = store.db.selectFrom('sessionAction').selectAll().orderBy('id');
  if (sessions) query = query.where('sessionId', 'in', numberList(store, sessions));
  return withWords(store, await query.execute());
}

async function withWords(store: Store, actions: readonly StoredAction[]): Promise<AgreedAction[]> {
  if (actions.length === 0) return [];
  const ids = actions.map(({ id }) => id);
  const all = store.db.selectFrom('sessionActionWord').selectAll().orderBy('id');
  const words = await all.where('actionId', 'in', numberList(store, ids)).execute();
  const byAction = Map.groupBy(words, ({ actionId }) => actionId);
  return actions.map(({ id, sessionId: session, obstacle, action, owner, until, by, at }) => {
    const said = (byAction.get(id) ?? []).map(({ word, until: day, reason, by: who, at: when }) => {
      return { word, until: day, reason, by: who, at: when };
    });
    const last = said.at(-1)?.word;
    return {
      ...{ id, session, obstacle, action, owner, by, at, words: said },
      until: said.findLast(({ until: day }) => day !== null)?.until ?? until,
      state: last === undefined || last === 'postponed' ? 'open' : last,
    };
  });
}
