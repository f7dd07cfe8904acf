import { type RawBuilder, sql } from 'kysely';
import type { RuleId } from '../../domain/finding.ts';
import type { Severity } from '../../domain/severity.ts';
import type { ManualTask, TaskState } from '../../domain/task.ts';
import { insertRows, list } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { changesOne } from '../core/one-row.ts';
import { inTransaction } from '../core/open.ts';
import type { StoredDiscrepancy } from '../runs/finding-columns.ts';
import { demandOrder } from '../runs/measures.ts';
import { bodyOf, noDue } from './task-rows.ts';

/** A task goes on as it is: neither a new beginning nor a new due date. */
const goesOn = sql`(task.state = 'open' or (task.state = 'confirmed' and task.body = excluded.body))`;

/** The column keeps its value where the task goes on, else it takes the new one (or none). */
function unlessAnew(column: string, anew: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${sql.ref(column)} = case when ${goesOn} then ${sql.ref(`task.${column}`)} else ${anew} end`;
}

/**
 * Takes the tasks of a stored plan over. The same work keeps its row and its due date while it is open; what was done
 * and is wanted again opens anew. What a person confirmed stays confirmed as long as the very same is wanted.
 *
 * @param plan `covered`: by system the procedures the plan looked at; open tasks of earlier plans about them that are
 *   not among `tasks` are no longer needed.
 */
export async function keepTasks(
  store: Store,
  tasks: readonly ManualTask[],
  plan: { id: string; at: string; covered: ReadonlyMap<string, readonly string[]> },
): Promise<void> {
  const rows = tasks.map(task => {
    const { key, owner, system, procedure, kind, due } = task;
    return {
      ...{ key, state: 'open' as const, owner, system, procedure, kind, fingerprint: '', planId: plan.id },
      ...{ due: due ?? noDue, openedAt: plan.at, body: bodyOf(task) },
    };
  });
  await inTransaction(store, async inner => {
    await insertRows(
      inner,
      'task',
      rows,
      sql`on conflict (key) do update set ${sql.join([
        ...['state', 'due', 'opened_at'].map(column => unlessAnew(column, sql.ref(`excluded.${column}`))),
        ...['closed_at', 'checked_at', 'note', 'confirmed_by', 'reason'].map(column =>
          unlessAnew(column, sql`null`),
        ),
        ...['owner', 'plan_id', 'body'].map(
          column => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`,
        ),
      ])}`,
    );
    const wanted = rows.map(({ key }) => key);
    const keys = list(inner, wanted);
    for (const [system, procedures] of plan.covered) {
      await inner.db
        .updateTable('task')
        .set({ state: 'obsolete', closedAt: plan.at, note: 'Kế hoạch lập sau đó không cần việc này nữa.' })
        .where(({ and }) => and({ state: 'open', fingerprint: '', system }))
        // What has to be registered follows from the targets, whatever a plan looked at.
        .where('kind', '!=', 'register-level')
        .where('procedure', 'in', list(inner, procedures))
        .where('key', 'not in', keys)
        .execute();
    }
    await orderByDemand(inner);
  });
}

/**
 * Brings the tasks of findings in line with a run that has just been settled, in its transaction: what it found of
 * `rules`, or somebody has made a task of (and is more than information) is to be done, what is waived need not be, what is gone is done; what it could
 * not look at again stays as it was.
 *
 * @param run `due`: last day of a task that begins now, by severity.
 */
export async function settleTasks(
  store: Store,
  run: {
    id: string;
    at: string;
    rules: readonly RuleId[];
    due: Record<Exclude<Severity, 'info'>, string>;
    /** What a registration's key is made of, where there are any. */
    registrations?: string;
  },
): Promise<void> {
  const { id, at, due, registrations } = run;
  // A unit that is to be registered has that work already.
  const isRegistered = (row: string) =>
    registrations === undefined
      ? sql`1 = 0`
      : sql`(${sql.ref(`${row}.rule`)} = 'applied-but-not-offered' and exists (
          select 1 from task g where g.state in ('open', 'confirmed')
            and g.key = ${registrations} || '/' || ${sql.ref(`${row}.procedure`)} || '/register-level/4/' || ${sql.ref(`${row}.agency`)}))`;
  await sql`
    insert into task (key, state, owner, system, procedure, kind, fingerprint, plan_id, due, opened_at, demand_order)
    select r.fingerprint, 'open', r.owner, r.system, r.procedure, r.rule, r.fingerprint, '',
      case r.rank when 0 then ${due.critical} when 1 then ${due.major} else ${due.minor} end, ${at},
      r.demand_order
    from run_discrepancy r
    where r.run_id = ${id} and r.state in ('new', 'open') and r.rank < 3
      and (r.rule in ${list(store, run.rules)} or exists (select 1 from task made where made.key = r.fingerprint))
      and not ${isRegistered('r')}
    on conflict (key) do update set
      state = 'open', owner = excluded.owner, demand_order = excluded.demand_order, checked_at = ${at},
      closed_at = null,
      due = case when task.state = 'open' then task.due else excluded.due end,
      opened_at = case when task.state = 'open' then task.opened_at else excluded.opened_at end,
      note = case task.state
        when 'confirmed' then task.confirmed_by || ' đã xác nhận, nhưng lần đối chiếu sau đó vẫn thấy sai lệch.'
        when 'open' then task.note end,
      confirmed_by = null, reason = null`.execute(store.db);
  const ofRun = sql`select fingerprint from run_discrepancy where run_id = ${id}`;
  await sql`
    update task set state = 'obsolete', closed_at = ${at}, checked_at = ${at},
      note = 'Sai lệch đang tạm bỏ qua hoặc chỉ còn để biết.'
    where state in ('open', 'confirmed') and fingerprint in (${ofRun} and (state = 'waived' or rank = 3))`.execute(
    store.db,
  );
  await sql`
    update task set state = 'obsolete', closed_at = ${at}, checked_at = ${at},
      note = 'Đã có việc đăng ký dịch vụ này của đơn vị.'
    where state = 'open' and fingerprint in (
      select r.fingerprint from run_discrepancy r where r.run_id = ${id} and ${isRegistered('r')})`.execute(
    store.db,
  );
  await sql`
    update task set state = 'done', closed_at = ${at}, checked_at = ${at}, note = null
    where state in ('open', 'confirmed') and fingerprint <> '' and exists (
      select 1 from discrepancy d where d.fingerprint = task.fingerprint and d.state = 'resolved')`.execute(
    store.db,
  );
}

/** Open work that is no finding's, by the files of the units it is about. */
export async function orderByDemand(store: Store): Promise<void> {
  const [count, units] =
    store.driver === 'postgres'
      ? [
          sql`jsonb_array_length(task.body::jsonb -> 'agencies')`,
          sql`select jsonb_array_elements_text(task.body::jsonb -> 'agencies')`,
        ]
      : [
          sql`json_array_length(task.body, '$.agencies')`,
          sql`select value from json_each(task.body, '$.agencies')`,
        ];
  const order = await demandOrder(store, {
    ...{ procedure: sql.ref('task.procedure'), hasUnits: sql`${count} > 0`, units },
  });
  await sql`
    update task set demand_order = ${order}
    where state in ('open', 'confirmed') and fingerprint = ''`.execute(store.db);
}

/** What looking at the systems said of a plan's task. */
export interface TaskCheck {
  key: string;
  state: 'done' | 'open' | 'confirmed';
  /** Vietnamese: what still differs, or why it could not be told; null when done. */
  note: string | null;
}

export async function recordChecks(store: Store, checks: readonly TaskCheck[], at: string): Promise<void> {
  for (const alike of Map.groupBy(checks, ({ state, note }) => JSON.stringify([state, note])).values()) {
    const [{ state, note }] = alike as [TaskCheck];
    const keys = alike.map(({ key }) => key);
    await store.db
      .updateTable('task')
      .set({ state, note, checkedAt: at, ...(state === 'done' && { closedAt: at }) })
      .$if(state === 'open', query => query.set({ closedAt: null, confirmedBy: null, reason: null }))
      .where('key', 'in', list(store, keys))
      .execute();
  }
}

/** Of the task with exactly this key; undefined when there is none. */
export async function taskState(store: Store, key: string): Promise<TaskState | undefined> {
  const row = await store.db.selectFrom('task').select('state').where('key', '=', key).executeTakeFirst();
  return row?.state;
}

/** Keys of open tasks that begin so, the exact one first; the first two. */
export async function openTasks(store: Store, key: string): Promise<string[]> {
  const open = store.db.selectFrom('task').select('key').where('state', '=', 'open');
  const fitting = open.where('key', '>=', key).where('key', '<', `${key}\u{10ffff}`);
  return (await fitting.orderBy('key').limit(2).execute()).map(task => task.key);
}

/** Takes a person's word that the task of this very key is done; false when it is not open. */
export function confirmTask(store: Store, key: string, word: { by: string; reason: string; at: string }) {
  const { by: confirmedBy, reason, at: closedAt } = word;
  const open = store.db.updateTable('task').where('key', '=', key).where('state', '=', 'open');
  return changesOne(open.set({ state: 'confirmed', closedAt, confirmedBy, reason }));
}

/** How many tasks each owner has in which state; `late`: open ones due before `today` (`YYYY-MM-DD`). */
export async function taskCounts({ db }: Store, today: string) {
  const rows = await db
    .selectFrom('task')
    .select(({ fn, case: when }) => [
      'owner',
      'state',
      fn.countAll<number>().as('count'),
      fn.sum<number | null>(when().when('due', '<', today).then(1).else(0).end()).as('late'),
    ])
    .groupBy(['owner', 'state'])
    .execute();
  return rows.map(row => ({ ...row, late: row.state === 'open' ? (row.late ?? 0) : 0 }));
}

/** Procedures with open tasks of plans about a level, by system: what a new plan has to look at again. */
export async function openLevelTasks(store: Store): Promise<{ system: string; procedure: string }[]> {
  return store.db
    .selectFrom('task')
    .select(['system', 'procedure'])
    .distinct()
    .where(({ and }) => and({ state: 'open', fingerprint: '', kind: 'set-level' }))
    .orderBy('system')
    .orderBy('procedure')
    .execute();
}

/** Makes a task of a finding as a run would, or opens the one there was; its key. */
export async function addFindingTask(
  { db }: Store,
  { fingerprint, owner, system, procedure, rule }: StoredDiscrepancy,
  { due, at }: { due: string; at: string },
): Promise<string> {
  const anew = { state: 'open' as const, due, openedAt: at };
  const ended = { closedAt: null, checkedAt: null, note: null, confirmedBy: null, reason: null };
  await db
    .insertInto('task')
    .values({
      ...{ key: fingerprint, fingerprint, planId: '', kind: rule, owner },
      ...{ system: system ?? '', procedure: procedure ?? '', ...anew },
    })
    .onConflict(conflict => conflict.column('key').doUpdateSet({ ...anew, ...ended }))
    .execute();
  return fingerprint;
}

/** Key of the open task made of a finding. */
export async function taskOf({ db }: Store, fingerprint: string): Promise<string | undefined> {
  const open = db.selectFrom('task').select('key').where('state', '=', 'open');
  return (await open.where('fingerprint', '=', fingerprint).executeTakeFirst())?.key;
}
