import type { Store } from '../core/contract.ts';
import { inTransaction } from '../core/open.ts';
import type { PartKey } from './review-rows.ts';
import { lapseWords } from './words.ts';

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
  return inTransaction(store, async inner => {
    const { db } = inner;
    const found = await db.selectFrom('reviewFile').select('name').where('id', '=', file).executeTakeFirst();
    if (!found) return undefined;
    const withdrawn = await db
      .updateTable('reviewPart')
      .set({ endedAt: at })
      .where('fileId', '=', file)
      .where('endedAt', 'is', null)
      .returning(['agency', 'list'])
      .execute();
    if (withdrawn.length === 0) return { name: found.name, withdrawn: [], restored: [] };
    const restored = await db
      .updateTable('reviewPart')
      .set({ endedAt: null, supersededBy: null })
      .where('supersededBy', '=', file)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('reviewPart as other')
              .select('other.id')
              .whereRef('other.agency', '=', 'reviewPart.agency')
              .whereRef('other.list', '=', 'reviewPart.list')
              .where('other.endedAt', 'is', null),
          ),
        ),
      )
      .returning(['agency', 'list', 'fileId as file'])
      .execute();
    const touched = [...withdrawn, ...restored].map(({ agency }) => agency);
    await lapseWords(inner, touched, at);
    return { name: found.name, withdrawn, restored };
  });
}
