import { sql } from 'kysely';
import type { Store } from '../core/contract.ts';

/**
 * When anything the targets follow from last came in, was said or taken back (ISO 8601, UTC); undefined = nothing ever
 * did.
 *
 * @param appraisals They are a condition of the targets.
 */
export async function lastReviewChange({ db }: Store, { appraisals }: { appraisals: boolean }) {
  const last = (table: 'reviewFile' | 'reviewPart' | 'reviewDecision' | 'appraisal', column: string) =>
    db.selectFrom(table as 'reviewFile').select(sql<string | null>`max(${sql.ref(column)})`.as('at'));
  let moments = last('reviewFile', 'importedAt')
    .unionAll(last('reviewPart', 'endedAt'))
    .unionAll(last('reviewDecision', 'at'))
    .unionAll(last('reviewDecision', 'revokedAt'));
  if (appraisals) moments = moments.unionAll(last('appraisal', 'at'));
  const rows = await moments.execute();
  return rows
    .flatMap(({ at }) => at ?? [])
    .sort()
    .at(-1);
}
