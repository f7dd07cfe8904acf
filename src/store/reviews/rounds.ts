import type { RoundWord } from '../../domain/consultation.ts';
import type { Store } from '../core/contract.ts';
import type { Row } from '../tables/index.ts';

export type ReviewRound = Row<'reviewRound'>;
export type RoundAnswer = Row<'roundAnswer'>;

export async function addRound(
  { db }: Store,
  round: Pick<ReviewRound, 'list' | 'until' | 'silence' | 'rows' | 'addressees' | 'openedBy' | 'openedAt'>,
): Promise<ReviewRound> {
  return db
    .insertInto('reviewRound')
    .values({ ...round, closedBy: null, closedAt: null, closeReason: null })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Every round, latest first. */
export async function rounds({ db }: Store): Promise<ReviewRound[]> {
  return db.selectFrom('reviewRound').selectAll().orderBy('id', 'desc').execute();
}

export async function roundOf({ db }: Store, id: number): Promise<ReviewRound | undefined> {
  return db.selectFrom('reviewRound').selectAll().where('id', '=', id).executeTakeFirst();
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

export async function addAnswer(
  { db }: Store,
  answer: Omit<RoundAnswer, 'id' | 'words'> & { words: RoundWord[] },
): Promise<RoundAnswer> {
  return db.insertInto('roundAnswer').values(answer).returningAll().executeTakeFirstOrThrow();
}
