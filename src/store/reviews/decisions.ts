import type { ReviewDecision } from '../../domain/review.ts';
import { list } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { insertRow } from '../core/one-row.ts';
import { inTransaction } from '../core/open.ts';
import type { Row } from '../tables/index.ts';

/** Who does it, and when (ISO 8601, UTC). */
export interface Deciding {
  by: string;
  at: string;
}

/**
 * Writes a person's word on a reviewed procedure down. It takes the place of an earlier one about the same procedure
 * and agency, which stays in the history.
 */
export async function addDecision(
  store: Store,
  decision: Pick<ReviewDecision, 'procedure' | 'agency' | 'eligible' | 'reason'>,
  { by, at }: Deciding,
): Promise<{ made: ReviewDecision; earlier: ReviewDecision[] }> {
  const { procedure, agency, eligible, reason } = decision;
  return inTransaction(store, async inner => {
    const earlier = await inner.db
      .updateTable('reviewDecision')
      .set({ revokedAt: at, revokedBy: by })
      .where('procedure', '=', procedure)
      .where('agency', '=', agency ?? '')
      .where('revokedAt', 'is', null)
      .returningAll()
      .execute();
    const decided = { procedure, agency: agency ?? '', eligible, by, reason, at };
    const row = await insertRow(inner, 'reviewDecision', decided);
    return { made: decisionOf(row), earlier: earlier.map(decisionOf) };
  });
}

/** Takes a decision back, so that the lists count again; undefined when there is none of that id in force. */
export async function revokeDecision(
  store: Store,
  id: number,
  { by, at }: Deciding,
): Promise<ReviewDecision | undefined> {
  const row = await store.db
    .updateTable('reviewDecision')
    .set({ revokedAt: at, revokedBy: by })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row && decisionOf(row);
}

/** Decisions in force, by procedure and id; of some procedures where given. */
export async function decisionsInForce(
  store: Store,
  procedures?: readonly string[],
): Promise<ReviewDecision[]> {
  let query = store.db
    .selectFrom('reviewDecision')
    .selectAll()
    .where('revokedAt', 'is', null)
    .orderBy('procedure')
    .orderBy('id');
  if (procedures) query = query.where('procedure', 'in', list(store, procedures));
  return (await query.execute()).map(decisionOf);
}

/** Every decision about a procedure, latest first, revoked ones included. */
export async function decisionHistory(store: Store, procedure: string): Promise<ReviewDecision[]> {
  const rows = await store.db
    .selectFrom('reviewDecision')
    .selectAll()
    .where('procedure', '=', procedure)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(decisionOf);
}

function decisionOf({ agency, ...row }: Row<'reviewDecision'>): ReviewDecision {
  return { ...row, agency: agency || null };
}
