import { record } from './audit.ts';
import type { Store } from './contract.ts';
import type { Deciding } from './decisions.ts';
import { inTransaction } from './open.ts';

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

/** Writes it down with the audit trail; said again, the later word counts. */
export async function confirmMilestone(
  store: Store,
  word: Pick<MilestoneWord, 'milestone' | 'unit' | 'doneOn' | 'reason'>,
  { by, at, origin }: Deciding,
): Promise<void> {
  const { milestone, unit, doneOn, reason } = word;
  await inTransaction(store, async inner => {
    const before = await wordOn(inner, milestone, unit);
    const row = { milestone, unit, done_on: doneOn, by, reason, at };
    await inner.db
      .insertInto('milestone_done')
      .values(row)
      .onConflict(conflict => conflict.columns(['milestone', 'unit']).doUpdateSet(row))
      .execute();
    await record(inner, {
      ...{ at, who: by, origin, action: 'confirm-milestone', target: `${milestone} ${unit}` },
      ...{ before: before ?? null, after: { doneOn, reason }, outcome: 'done' },
    });
  });
}

/** Takes the word back; false when there is none. */
export async function withdrawMilestone(
  store: Store,
  { milestone, unit, reason }: Pick<MilestoneWord, 'milestone' | 'unit' | 'reason'>,
  { by, at, origin }: Deciding,
): Promise<boolean> {
  return inTransaction(store, async inner => {
    const before = await wordOn(inner, milestone, unit);
    if (!before) return false;
    await inner.db
      .deleteFrom('milestone_done')
      .where('milestone', '=', milestone)
      .where('unit', '=', unit)
      .execute();
    await record(inner, {
      ...{ at, who: by, origin, action: 'withdraw-milestone', target: `${milestone} ${unit}` },
      ...{ before, after: { reason }, outcome: 'done' },
    });
    return true;
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

async function wordOn({ db }: Store, milestone: string, unit: string) {
  const row = await db
    .selectFrom('milestone_done')
    .select(['done_on as doneOn', 'by', 'reason'])
    .where('milestone', '=', milestone)
    .where('unit', '=', unit)
    .executeTakeFirst();
  return row;
}

/** Tasks of entering services in the national database; undefined when no plan has made any. */
export async function registrationProgress(
  store: Store,
): Promise<{ open: number; lastAt: string | null } | undefined> {
  const rows = await store.db
    .selectFrom('task')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count'), fn.max('closed_at').as('last')])
    .where('kind', '=', 'register-level')
    .where('state', '!=', 'obsolete')
    .groupBy('state')
    .execute();
  if (rows.length === 0) return undefined;
  const open = rows.find(({ state }) => state === 'open')?.count ?? 0;
  return { open: Number(open), lastAt: rows.map(({ last }) => last).reduce(later, null) };
}

function later(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a;
}
