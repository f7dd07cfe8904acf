import { type Selectable, sql } from 'kysely';
import { insertRows, numberList } from '../core/bulk.ts';
import type { ActionResult, ActionRow, Approval, NewAction, PlanRow, Store } from '../core/contract.ts';
import { inTransaction } from '../core/open.ts';
import type { PlanActionTable, PlanTable } from '../core/tables.ts';

/** Rows of one statement: some of them carry whole e-forms. */
const chunk = 200;

/** Stores a plan as a draft with all its actions waiting, in one transaction. Fails when the id is taken. */
export async function savePlan(
  store: Store,
  plan: Omit<PlanRow, 'state'>,
  actions: Iterable<NewAction>,
): Promise<void> {
  await inTransaction(store, async inner => {
    const { id, createdAt, author, authorIdentity, fingerprint, head } = plan;
    await inner.db
      .insertInto('plan')
      .values({
        id,
        created_at: createdAt,
        author,
        author_identity: authorIdentity ?? null,
        state: 'draft',
        fingerprint,
        head: JSON.stringify(head),
        applier: '',
      })
      .execute();
    let rows: Omit<Selectable<PlanActionTable>, 'message' | 'finished_at'>[] = [];
    const flush = async () => {
      await insertRows(inner, 'plan_action', rows);
      rows = [];
    };
    for (const { number, system, wave, body } of actions) {
      rows.push({ plan_id: id, number, system, wave, body: JSON.stringify(body), state: 'waiting' });
      if (rows.length === chunk) await flush();
    }
    await flush();
  });
}

export async function findPlan<Head>(store: Store, id: string): Promise<PlanRow<Head> | undefined> {
  const row = await store.db.selectFrom('plan').selectAll().where('id', '=', id).executeTakeFirst();
  return row && planRow<Head>(row);
}

/** Latest first. @param before Only plans before the one created then, of that id. */
export async function listPlans<Head>(
  store: Store,
  limit: number,
  before?: { createdAt: string; id: string },
): Promise<PlanRow<Head>[]> {
  let query = store.db
    .selectFrom('plan')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  if (before)
    query = query.where(sql<boolean>`(created_at, id) < (${sql.join([before.createdAt, before.id])})`);
  return (await query.execute()).map(row => planRow<Head>(row));
}

/** Batches in order of their numbers; short queries, so that a plan of any size needs the memory of one batch. */
export async function* readActions<Body>(
  store: Store,
  planId: string,
  batch = 200,
): AsyncIterable<ActionRow<Body>[]> {
  for (let after = 0; ; ) {
    const rows = await store.db
      .selectFrom('plan_action')
      .selectAll()
      .where('plan_id', '=', planId)
      .where('number', '>', after)
      .orderBy('number')
      .limit(batch)
      .execute();
    if (rows.length) {
      after = rows.at(-1)!.number;
      yield rows.map(row => actionRow<Body>(row));
    }
    if (rows.length < batch) return;
  }
}

/** Some actions of a plan, in order of their numbers. */
export async function actionsOf<Body>(
  store: Store,
  planId: string,
  numbers: readonly number[],
): Promise<ActionRow<Body>[]> {
  const rows = await store.db
    .selectFrom('plan_action')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('number', 'in', numberList(store, numbers))
    .orderBy('number')
    .execute();
  return rows.map(row => actionRow<Body>(row));
}

/** What came of every action, in order of their numbers, without the actions themselves. */
export async function resultsOf(store: Store, planId: string): Promise<ActionResult[]> {
  const rows = await store.db
    .selectFrom('plan_action')
    .select(['number', 'state', 'message', 'finished_at'])
    .where('plan_id', '=', planId)
    .orderBy('number')
    .execute();
  return rows.map(resultOf);
}

/**
 * Moves a plan on, if it still is in one of the states `from`; answers whether it did. `applier` is the token of the
 * process that applies it from now on.
 */
export async function setPlanState(
  store: Store,
  id: string,
  from: readonly PlanRow['state'][],
  to: PlanRow['state'],
  applier = '',
): Promise<boolean> {
  const { numUpdatedRows } = await store.db
    .updateTable('plan')
    .set({ state: to, applier })
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Moves a draft on to approved, with who says so; false when it is no draft any more. */
export async function addApproval(store: Store, planId: string, approval: Approval): Promise<boolean> {
  const { who, identity, reason, at } = approval;
  return inTransaction(store, async inner => {
    if (!(await setPlanState(inner, planId, ['draft'], 'approved'))) return false;
    await inner.db
      .insertInto('approval')
      .values({ plan_id: planId, who, identity: identity ?? null, reason, at })
      .execute();
    return true;
  });
}

export async function approvalsOf(store: Store, planId: string): Promise<Approval[]> {
  return store.db
    .selectFrom('approval')
    .select(['who', 'reason', 'at'])
    .where('plan_id', '=', planId)
    .orderBy('at')
    .execute();
}

function planRow<Head>(row: Selectable<PlanTable>): PlanRow<Head> {
  return {
    id: row.id,
    createdAt: row.created_at,
    author: row.author,
    ...(row.author_identity !== null && { authorIdentity: row.author_identity }),
    state: row.state,
    fingerprint: row.fingerprint,
    head: JSON.parse(row.head) as Head,
  };
}

function actionRow<Body>(row: Selectable<PlanActionTable>): ActionRow<Body> {
  const { system, wave } = row;
  return { ...resultOf(row), system, wave, body: JSON.parse(row.body) as Body };
}

function resultOf(
  row: Pick<Selectable<PlanActionTable>, 'number' | 'state' | 'message' | 'finished_at'>,
): ActionResult {
  return { number: row.number, state: row.state, message: row.message, finishedAt: row.finished_at };
}
