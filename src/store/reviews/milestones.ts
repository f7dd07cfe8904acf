import { replaceRows } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { inTransaction } from '../core/open.ts';
import type { Row } from '../tables/index.ts';

export type MilestoneWord = Row<'milestoneDone'>;

type Said = Pick<MilestoneWord, 'doneOn' | 'by' | 'reason'>;

/** Writes it down; said again, the later word counts. What was said before. */
export async function confirmMilestone(store: Store, word: MilestoneWord): Promise<Said | undefined> {
  return inTransaction(store, async inner => {
    const before = await withdrawMilestone(inner, word.milestone, word.unit);
    await replaceRows(inner, 'milestoneDone', [word], ['milestone', 'unit']);
    return before;
  });
}

/** Takes the word back; what was said, undefined when there is none. */
export async function withdrawMilestone({ db }: Store, milestone: string, unit: string) {
  const word = db.deleteFrom('milestoneDone').where(({ and }) => and({ milestone, unit }));
  return word.returning(['doneOn', 'by', 'reason']).executeTakeFirst();
}

/** Every word, by milestone and unit. */
export async function milestoneWords(store: Store): Promise<MilestoneWord[]> {
  return store.db.selectFrom('milestoneDone').selectAll().orderBy('milestone').orderBy('unit').execute();
}
