import { insertRows, numberList } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { inOrder, readInOrder } from '../core/in-order.ts';
import { changesOne, insertRow } from '../core/one-row.ts';
import { inTransaction } from '../core/open.ts';
import type { Row } from '../tables/index.ts';

/** A stored plan; `head` is all of it but its actions, the plan room's own. */
export type PlanRow<Head = unknown> = Omit<Row<'plan'>, 'head' | 'applier'> & { head: Head };

/** An action on its way into the store; `body` is the plan room's own. */
export type NewAction<Body = unknown> = Pick<Row<'planAction'>, 'number' | 'system' | 'wave'> & {
  body: Body;
};

/** What came of an action so far. */
export type ActionResult = Pick<Row<'planAction'>, 'number' | 'state' | 'message' | 'finishedAt'>;
export type ActionRow<Body = unknown> = NewAction<Body> & ActionResult;

export type Approval = Omit<Row<'approval'>, 'planId' | 'identity'> & { identity?: string | undefined };

const planColumns = ['id', 'createdAt', 'author', 'authorIdentity', 'state', 'fingerprint', 'head'] as const;
const resultColumns = ['number', 'state', 'message', 'finishedAt'] as const;
const actionColumns = [...resultColumns, 'system', 'wave', 'body'] as const;

/** Rows of one statement: some of them carry whole e-forms. */
const chunk = 200;

/** Stores a plan as a draft with all its actions waiting, in one transaction. Fails when the id is taken. */
export async function savePlan(
  store: Store,
  plan: Omit<PlanRow, 'state' | 'authorIdentity'> & { authorIdentity?: string | undefined },
  actions: Iterable<NewAction>,
): Promise<void> {
  await inTransaction(store, async inner => {
    await insertRow(inner, 'plan', { ...plan, state: 'draft', applier: '' });
    let rows: Omit<Row<'planAction'>, 'message' | 'finishedAt'>[] = [];
    const flush = async () => {
      await insertRows(inner, 'planAction', rows);
      rows = [];
    };
    for (const { number, system, wave, body } of actions) {
      rows.push({ planId: plan.id, number, system, wave, body, state: 'waiting' });
      if (rows.length === chunk) await flush();
    }
    await flush();
  });
}

export async function findPlan<Head>(store: Store, id: string): Promise<PlanRow<Head> | undefined> {
  const row = await store.db.selectFrom('plan').select(planColumns).where('id', '=', id).executeTakeFirst();
  return row as PlanRow<Head> | undefined;
}

/** Latest first. @param before Only plans before the one created then, of that id. */
export async function listPlans<Head>(
  store: Store,
  limit: number,
  before?: { createdAt: string; id: string },
): Promise<PlanRow<Head>[]> {
  const after = before && [before.createdAt, before.id];
  const plans = store.db.selectFrom('plan').select(planColumns);
  const page = inOrder(plans, ['createdAt', 'id'], { after, limit, descending: true });
  return (await page.execute()) as PlanRow<Head>[];
}

/** How many changes each of these plans has. */
export async function changesOf({ db }: Store, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const changes = db.selectFrom('planAction').where('planId', 'in', ids).groupBy('planId');
  const rows = await changes.select(({ fn }) => ['planId', fn.countAll<number>().as('count')]).execute();
  return new Map(rows.map(({ planId, count }) => [planId, Number(count)]));
}

/** Batches in order of their numbers; short queries, so that a plan of any size needs the memory of one batch. */
export function readActions<Body>(store: Store, planId: string, batch = 200) {
  const actions = store.db.selectFrom('planAction').select(actionColumns).where('planId', '=', planId);
  return readInOrder(actions, ['number'], batch) as AsyncIterable<ActionRow<Body>[]>;
}

/** Some actions of a plan, in order of their numbers. */
export async function actionsOf<Body>(store: Store, planId: string, numbers: readonly number[]) {
  const actions = store.db.selectFrom('planAction').select(actionColumns).where('planId', '=', planId);
  const some = actions.where('number', 'in', numberList(store, numbers));
  return (await some.orderBy('number').execute()) as ActionRow<Body>[];
}

/** What came of every action, in order of their numbers, without the actions themselves. */
export async function resultsOf({ db }: Store, planId: string): Promise<ActionResult[]> {
  const actions = db.selectFrom('planAction').select(resultColumns).where('planId', '=', planId);
  return actions.orderBy('number').execute();
}

/**
 * Moves a plan on, if it still is in one of the states `from`; answers whether it did. `applier` is the token of the
 * process that applies it from now on.
 */
export function setPlanState(
  store: Store,
  id: string,
  from: readonly PlanRow['state'][],
  to: PlanRow['state'],
  applier = '',
): Promise<boolean> {
  const plan = store.db.updateTable('plan').set({ state: to, applier }).where('id', '=', id);
  return changesOne(plan.where('state', 'in', [...from]));
}

/** Moves a draft on to approved, with who says so; false when it is no draft any more. */
export async function addApproval(store: Store, planId: string, approval: Approval): Promise<boolean> {
  return inTransaction(store, async inner => {
    if (!(await setPlanState(inner, planId, ['draft'], 'approved'))) return false;
    await insertRow(inner, 'approval', { ...approval, planId });
    return true;
  });
}

/** A second person's no, kept with the plan; false where it waits for nobody's word any more. */
export async function keepRefusal(
  store: Store,
  planId: string,
  refused: { by: string; reason: string; at: string },
): Promise<boolean> {
  return inTransaction(store, async inner => {
    if (!(await setPlanState(inner, planId, ['draft', 'approved'], 'refused'))) return false;
    const head = { ...(await findPlan<object>(inner, planId))!.head, refused };
    await inner.db.updateTable('plan').set({ head }).where('id', '=', planId).execute();
    return true;
  });
}

export async function approvalsOf({ db }: Store, planId: string): Promise<Approval[]> {
  const approvals = db.selectFrom('approval').select(['who', 'reason', 'at']).where('planId', '=', planId);
  return approvals.orderBy('at').execute();
}

/** How many actions of all kept plans are in which state. */
export async function actionCounts({ db }: Store) {
  const actions = db.selectFrom('planAction').groupBy(['system', 'state']);
  return actions.select(({ fn }) => ['system', 'state', fn.countAll<number>().as('count')]).execute();
}
