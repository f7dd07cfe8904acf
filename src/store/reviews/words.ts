import { explanationKey } from '../../domain/explanation.ts';
import type { Office } from '../../domain/role.ts';
import { list, numberList } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import type { Row } from '../tables/index.ts';
import { entriesOfUnit } from './review-rows.ts';

export type StoredWord = Row<'reviewWord'>;

/** Of words on one row, oldest first, those that count: the latest of each office that has not lapsed. */
export function wordsThatCount(said: readonly StoredWord[]): Record<Office, StoredWord | null> {
  const of = (office: Office) =>
    said.findLast(word => word.office === office && word.lapsedAt === null) ?? null;
  return { technical: of('technical'), regulatory: of('regulatory') };
}

/** Every word there ever was on rows of some procedures, oldest first. */
export async function wordsOn(store: Store, procedures: readonly string[]): Promise<StoredWord[]> {
  if (procedures.length === 0) return [];
  const words = store.db.selectFrom('reviewWord').selectAll().orderBy('id');
  return words.where('procedure', 'in', list(store, procedures)).execute();
}

/** The words that have not lapsed, oldest first. */
export async function wordsInForce({ db }: Store): Promise<StoredWord[]> {
  return db.selectFrom('reviewWord').selectAll().where('lapsedAt', 'is', null).orderBy('id').execute();
}

/** Lets words lapse on rows of these units that now give other reasons, or are gone. In the transaction that changed them. */
export async function lapseWords(store: Store, agencies: readonly string[], at: string): Promise<void> {
  for (const agency of new Set(agencies)) {
    const inForce = store.db.selectFrom('reviewWord').where('lapsedAt', 'is', null);
    const ofUnit = inForce.where('agency', '=', agency);
    const words = await ofUnit.select(['id', 'procedure', 'explanation']).execute();
    if (words.length === 0) continue;
    const rows = (await entriesOfUnit(store, agency)).filter(entry => entry.list === 'not-eligible');
    const now = new Map(rows.map(entry => [entry.procedure, explanationKey(entry)]));
    const lapsed = words.flatMap(({ id, procedure, explanation }) =>
      now.get(procedure) === explanation ? [] : [id],
    );
    const said = store.db.updateTable('reviewWord').where('id', 'in', numberList(store, lapsed));
    await said.set({ lapsedAt: at }).execute();
  }
}
