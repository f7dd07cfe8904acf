import type { Doing } from '../access/audit.ts';
import type { Store } from '../core/contract.ts';
import { rowById } from '../core/one-row.ts';
import type { Row } from '../tables/index.ts';

export type ReviewRound = Row<'reviewRound'>;
export type RoundAnswer = Row<'roundAnswer'>;

/** Every round, latest first. */
export async function rounds({ db }: Store): Promise<ReviewRound[]> {
  return db.selectFrom('reviewRound').selectAll().orderBy('id', 'desc').execute();
}

export function roundOf(store: Store, id: number): Promise<ReviewRound | undefined> {
  return rowById(store, 'reviewRound', id);
}

/** Closes it; undefined where it is closed already. */
export async function closeRound({ db }: Store, id: number, { who, at }: Doing, reason: string | null) {
  const open = db.updateTable('reviewRound').where('id', '=', id).where('closedAt', 'is', null);
  const closed = open.set({ closedBy: who, closedAt: at, closeReason: reason });
  return closed.returningAll().executeTakeFirst();
}

/** Every answer to a round, as they were put in. */
export async function answersTo({ db }: Store, round: number): Promise<RoundAnswer[]> {
  return db.selectFrom('roundAnswer').selectAll().where('roundId', '=', round).orderBy('id').execute();
}
