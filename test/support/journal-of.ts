import type { Store } from '../../src/store/core/contract.ts';
import type { Row } from '../../src/store/tables/index.ts';

/** All requests of a plan, in order. */
export function journalOf({ db }: Store, planId: string): Promise<Omit<Row<'journal'>, 'planId'>[]> {
  return db
    .selectFrom('journal')
    .select(['number', 'system', 'actions', 'label', 'request', 'state', 'words', 'at', 'endedAt'])
    .where('planId', '=', planId)
    .orderBy('number')
    .execute();
}
