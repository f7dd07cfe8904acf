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
  query = query.where(({ and }) => and({ procedure, agency }));
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
  const answers = store.db.selectFrom('guidanceAnswer').selectAll().orderBy('id');
  const all = await answers.where('questionId', 'in', numberList(store, ids)).execute();
  const byQuestion = Map.groupBy(all, ({ questionId }) => questionId);
  return rows.map(({ id, procedure, agency, office, question, by, at }) => {
    const told = (byQuestion.get(id) ?? []).map(({ answer: text, ...each }) => {
      return { text, by: each.by, at: each.at };
    });
    const state = told.length > 0 ? 'answered' : 'waiting';
    return { ...{ id, procedure, agency, office, question, askedBy: by, askedAt: at }, answers: told, state };
  });
}
