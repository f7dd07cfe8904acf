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
export async function closeRound(
  { db }: Store,
  id: number,
  { by, at, reason }: { by: string; at: string; reason: string | null },
): Promise<ReviewRound | undefined> {
  return db
    .updateTable('reviewRound')
    .set({ closedBy: by, closedAt: at, closeReason: reason })
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

/** Every answer to a round, as they were put in. */
export async function answersTo({ db }: Store, round: number): Promise<RoundAnswer[]> {
  return db.selectFrom('roundAnswer').selectAll().where('roundId', '=', round).orderBy('id').execute();
}
