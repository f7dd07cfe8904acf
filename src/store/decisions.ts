import type { Selectable } from 'kysely';
import type { ReviewDecision } from '../domain/review.ts';
import { record } from './audit.ts';
import { list } from './bulk.ts';
import type { Store } from './contract.ts';
import { inTransaction } from './open.ts';
import type { ReviewDecisionTable } from './tables.ts';

/** What was decided cannot be written down or taken back. Vietnamese, says why. */
export class DecisionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DecisionError';
  }
}

/** Who does it, when (ISO 8601, UTC), and through what (`cli`, `api` …). */
export interface Deciding {
  by: string;
  at: string;
  origin: string;
}

/**
 * Writes a person's word on a reviewed procedure down, with the audit trail. It takes the place of an earlier one
 * about the same procedure and agency, which stays in the history.
 *
 * @throws DecisionError without a name or a reason.
 */
export async function addDecision(
  store: Store,
  decision: Pick<ReviewDecision, 'procedure' | 'agency' | 'eligible' | 'reason'>,
  { by, at, origin }: Deciding,
): Promise<ReviewDecision> {
  const { procedure, agency, eligible, reason } = decision;
  if (!by.trim() || !reason.trim()) throw new DecisionError('cần nêu ai quyết định và lý do.');
  return inTransaction(store, async inner => {
    const { db } = inner;
    const earlier = await db
      .updateTable('review_decision')
      .set({ revoked_at: at, revoked_by: by })
      .where('procedure', '=', procedure)
      .where('agency', '=', agency ?? '')
      .where('revoked_at', 'is', null)
      .returningAll()
      .execute();
    const row = await db
      .insertInto('review_decision')
      .values({
        ...{ procedure, agency: agency ?? '', eligible: eligible ? 1 : 0, by, reason, at },
        ...{ revoked_at: null, revoked_by: null },
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await record(inner, {
      ...{ at, who: by, origin, action: 'decide-review', target: targetOf(decision) },
      before: earlier.map(({ id, eligible: was }) => ({ id, eligible: was === 1 })),
      after: { id: row.id, eligible, reason },
      outcome: 'done',
    });
    return decisionOf(row);
  });
}

/**
 * Takes a decision back: the lists count again.
 *
 * @throws DecisionError when there is none of that id in force.
 */
export async function revokeDecision(
  store: Store,
  id: number,
  { by, at, origin, reason }: Deciding & { reason: string },
): Promise<ReviewDecision> {
  if (!by.trim() || !reason.trim()) throw new DecisionError('cần nêu ai thu hồi và lý do.');
  return inTransaction(store, async inner => {
    const row = await inner.db
      .updateTable('review_decision')
      .set({ revoked_at: at, revoked_by: by })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (!row) throw new DecisionError(`không có quyết định số ${id} đang có hiệu lực.`);
    const decision = decisionOf(row);
    await record(inner, {
      ...{ at, who: by, origin, action: 'revoke-review-decision', target: targetOf(decision) },
      ...{ before: { id, eligible: decision.eligible }, after: { reason }, outcome: 'done' },
    });
    return decision;
  });
}

/** Decisions in force, by procedure and id; of some procedures where given. */
export async function decisionsInForce(
  store: Store,
  procedures?: readonly string[],
): Promise<ReviewDecision[]> {
  let query = store.db
    .selectFrom('review_decision')
    .selectAll()
    .where('revoked_at', 'is', null)
    .orderBy('procedure')
    .orderBy('id');
  if (procedures) query = query.where('procedure', 'in', list(store, procedures));
  return (await query.execute()).map(decisionOf);
}

/** Every decision about a procedure, latest first, revoked ones included. */
export async function decisionHistory(store: Store, procedure: string): Promise<ReviewDecision[]> {
  const rows = await store.db
    .selectFrom('review_decision')
    .selectAll()
    .where('procedure', '=', procedure)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(decisionOf);
}

function targetOf({ procedure, agency }: Pick<ReviewDecision, 'procedure' | 'agency'>): string {
  return agency === null ? procedure : `${procedure} ${agency}`;
}

function decisionOf(row: Selectable<ReviewDecisionTable>): ReviewDecision {
  return {
    id: row.id,
    procedure: row.procedure,
    agency: row.agency || null,
    eligible: row.eligible === 1,
    by: row.by,
    reason: row.reason,
    at: row.at,
    revokedAt: row.revoked_at,
    revokedBy: row.revoked_by,
  };
}
