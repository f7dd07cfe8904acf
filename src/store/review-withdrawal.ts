import type { ReviewList } from '../domain/review.ts';
import { type Doing, record } from './audit.ts';
import type { Store } from './contract.ts';
import { inTransaction } from './open.ts';
import type { PartKey } from './reviews.ts';

/** What was asked cannot be withdrawn. Vietnamese, says why. */
export class WithdrawalError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WithdrawalError';
  }
}

/**
 * Takes back an imported file (wrong unit, wrong file): its lists no longer count, as if it had never come, and those
 * whose place it had taken count again. In the audit trail with its reason, in one transaction.
 *
 * @throws WithdrawalError when there is no such file, or nothing of it counts any more.
 */
export async function withdrawReview(
  store: Store,
  file: number,
  reason: string,
  by: Doing,
): Promise<{ name: string; withdrawn: PartKey[]; restored: (PartKey & { file: number })[] }> {
  return inTransaction(store, async inner => {
    const { db } = inner;
    const found = await db.selectFrom('review_file').select('name').where('id', '=', file).executeTakeFirst();
    if (!found) throw new WithdrawalError(`không có tệp số ${file}; xem "dvc-sync review list --files"`);
    const withdrawn = await db
      .updateTable('review_part')
      .set({ ended_at: by.at })
      .where('file_id', '=', file)
      .where('ended_at', 'is', null)
      .returning(['agency', 'list'])
      .execute();
    if (withdrawn.length === 0)
      throw new WithdrawalError(`tệp số ${file} (${found.name}) không còn danh mục nào có hiệu lực`);
    const restored = await db
      .updateTable('review_part')
      .set({ ended_at: null, superseded_by: null })
      .where('superseded_by', '=', file)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('review_part as other')
              .select('other.id')
              .whereRef('other.agency', '=', 'review_part.agency')
              .whereRef('other.list', '=', 'review_part.list')
              .where('other.ended_at', 'is', null),
          ),
        ),
      )
      .returning(['agency', 'list', 'file_id as file'])
      .execute();
    await record(inner, {
      ...by,
      action: 'withdraw-review',
      target: `${file} ${found.name}`,
      before: withdrawn,
      after: { restored, reason },
      outcome: 'done',
    });
    return {
      name: found.name,
      withdrawn: withdrawn.map(part => ({ ...part, list: part.list as ReviewList })),
      restored: restored.map(part => ({ ...part, list: part.list as ReviewList })),
    };
  });
}
