import type { ReviewDecision } from '../../domain/review.ts';
import type { Doing } from '../access/audit.ts';
import { list } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { insertRow } from '../core/one-row.ts';
import { inTransaction } from '../core/open.ts';
import type { Row } from '../tables/index.ts';

/**
 * Writes a person's word on a reviewed procedure down. It takes the place of an earlier one about the same procedure
 * and agency, which stays in the history.
 */
export async function addDecision(
  store: Store,
  decision: Pick<ReviewDecision, 'procedure' | 'agency' | 'eligible' | 'reason'>,
  { who: by, at }: Doing,
): Promise<{ made: ReviewDecision; earlier: ReviewDecision[] }> {
  const { procedure, agency, eligible, reason } = decision;
  return inTransaction(store, async inner => {
    const earlier = await inner.db
      .updateTable('reviewDecision')
      .set({ revokedAt: at, revokedBy: by })
      .where(({ and }) => and({ procedure, agency: agency ?? '', revokedAt: null }))
      .returningAll()
      .execute();
    const decided = { procedure, agency: agency ?? '', eligible, by, reason, at };
    const row = await insertRow(inner, 'reviewDecision', decided);
    return { made: decisionOf(row), earlier: earlier.map(decisionOf) };
  });
}

/** Takes a decision back, so that the lists count again; undefined when there is none of that id in force. */
export async function revokeDecision({ db }: Store, id: number, { who, at }: Doing) {
  const inForce = db.updateTable('reviewDecision').where('id', '=', id).where('revokedAt', 'is', null);
  const revoked = inForce.set({ revokedAt: at, revokedBy: who });
  const row = await revoked.returningAll().executeTakeFirst();
  return row && decisionOf(row);
}

/** Decisions in force, by procedure and id; of some procedures where given. */
export async function decisionsInForce(store: Store, procedures?: readonly string[]) {
  let query = store.db.selectFrom('reviewDecision').selectAll().where('revokedAt', 'is', null);
  if (procedures) query = query.where('procedure', 'in', list(store, procedures));
  return (await query.orderBy('procedure').orderBy('id').execute()).map(decisionOf);
}

/** Every decision about a procedure, latest first, revoked ones included. */
export async function decisionHistory({ db }: Store, procedure: string): Promise<ReviewDecision[]> {
  const decisions = db.selectFrom('reviewDecision').selectAll().where('procedure', '=', procedure);
  return (await decisions.orderBy('id', 'desc').execute()).map(decisionOf);
}

function decisionOf({ agency, ...row }: Row<'reviewDecision'>): ReviewDecision {
  return { ...row, agency: agency || null };
}
