import type { Guidance } from '../../domain/guidance.ts';
import { numberList } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { rowById } from '../core/one-row.ts';
import type { Row } from '../tables/index.ts';

export interface WantedGuidance {
  procedure?: string;
  agency?: string;
  /** Only what was asked before this one. */
  beforeId?: number;
  limit?: number;
}

/** Questions with all answers, asked last first. */
export async function guidanceAsked(
  store: Store,
  { procedure, agency, beforeId, limit }: WantedGuidance = {},
): Promise<Guidance[]> {
  let query = store.db.selectFrom('guidanceQuestion').selectAll().orderBy('id', 'desc');
  if (procedure !== undefined) query = query.where('procedure', '=', procedure);
  if (agency !== undefined) query = query.where('agency', '=', agency);
  if (beforeId !== undefined) query = query.where('id', '<', beforeId);
  if (limit !== undefined) query = query.limit(limit);
  return withAnswers(store, await query.execute());
}

/** A question by its number. */
export async function guidanceOf(store: Store, id: number): Promise<Guidance | undefined> {
  const question = await rowById(store, 'guidanceQuestion', id);
  return question && (await withAnswers(store, [question]))[0];
}

async function withAnswers(store: Store, rows: readonly Row<'guidanceQuestion'>[]): Promise<Guidance[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const all = await store.db
    .selectFrom('guidanceAnswer')
    .selectAll()
    .where('questionId', 'in', numberList(store, ids))
    .orderBy('id')
    .execute();
  const byQuestion = Map.groupBy(all, ({ questionId }) => questionId);
  return rows.map(({ id, procedure, agency, office, question, by, at }) => {
    const answers = (byQuestion.get(id) ?? []).map(each => ({
      ...{ text: each.answer, by: each.by, at: each.at },
    }));
    const state = answers.length > 0 ? ('answered' as const) : ('waiting' as const);
    return { ...{ id, procedure, agency, office, question, askedBy: by, askedAt: at }, answers, state };
  });
}
