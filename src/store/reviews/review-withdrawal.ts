import type { ReviewList } from '../../domain/review.ts';
import type { Store } from '../core/contract.ts';
import { inTransaction } from '../core/open.ts';
import type { PartKey } from './reviews.ts';

/**
 * Takes back an imported file (wrong unit, wrong file): its lists no longer count, as if it had never come, and those
 * whose place it had taken count again. Undefined when there is no such file; nothing is `withdrawn` where nothing of
 * it counted any more.
 */
export async function withdrawReview(
  store: Store,
  file: number,
  at: string,
): Promise<{ name: string; withdrawn: PartKey[]; restored: (PartKey & { file: number })[] } | undefined> {
  return inTransaction(store, async ({ db }) => {
    const found = await db.selectFrom('review_file').select('name').where('id', '=', file).executeTakeFirst();
    if (!found) return undefined;
    const withdrawn = await db
      .updateTable('review_part')
      .set({ ended_at: at })
      .where('file_id', '=', file)
      .where('ended_at', 'is', null)
      .returning(['agency', 'list'])
      .execute();
    if (withdrawn.length === 0) return { name: found.name, withdrawn: [], restored: [] };
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
    return {
      name: found.name,
      withdrawn: withdrawn.map(part => ({ ...part, list: part.list as ReviewList })),
      restored: restored.map(part => ({ ...part, list: part.list as ReviewList })),
    };
  });
}
