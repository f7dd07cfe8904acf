import type { Store } from '../core/contract.ts';
import { inTransaction } from '../core/open.ts';

/** A person's word that a unit is done with a milestone. */
export interface MilestoneWord {
  milestone: string;
  /** Our agency code, or an owner. */
  unit: string;
  /** `YYYY-MM-DD`. */
  doneOn: string;
  by: string;
  reason: string;
  /** ISO 8601, UTC. */
  at: string;
}

type Said = Pick<MilestoneWord, 'doneOn' | 'by' | 'reason'>;

/** Writes it down; said again, the later word counts. What was said before. */
export async function confirmMilestone(store: Store, word: MilestoneWord): Promise<Said | undefined> {
  const { milestone, unit, doneOn, by, reason, at } = word;
  return inTransaction(store, async inner => {
    const before = await wordOn(inner, milestone, unit);
    const row = { milestone, unit, done_on: doneOn, by, reason, at };
    await inner.db
      .insertInto('milestone_done')
      .values(row)
      .onConflict(conflict => conflict.columns(['milestone', 'unit']).doUpdateSet(row))
      .execute();
    return before;
  });
}

/** Takes the word back; what was said, undefined when there is none. */
export async function withdrawMilestone(
  store: Store,
  milestone: string,
  unit: string,
): Promise<Said | undefined> {
  return inTransaction(store, async inner => {
    const before = await wordOn(inner, milestone, unit);
    await inner.db
      .deleteFrom('milestone_done')
      .where('milestone', '=', milestone)
      .where('unit', '=', unit)
      .execute();
    return before;
  });
}

/** Every word, by milestone and unit. */
export async function milestoneWords(store: Store): Promise<MilestoneWord[]> {
  const rows = await store.db
    .selectFrom('milestone_done')
    .selectAll()
    .orderBy('milestone')
    .orderBy('unit')
    .execute();
  return rows.map(({ done_on: doneOn, ...row }) => ({ ...row, doneOn }));
}

async function wordOn({ db }: Store, milestone: string, unit: string): Promise<Said | undefined> {
  const row = await db
    .selectFrom('milestone_done')
    .select(['done_on as doneOn', 'by', 'reason'])
    .where('milestone', '=', milestone)
    .where('unit', '=', unit)
    .executeTakeFirst();
  return row;
}
