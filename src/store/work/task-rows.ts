import { type SelectQueryBuilder, sql } from 'kysely';
import type { City } from '../../domain/city.ts';
import { unitsOf } from '../../domain/concerned.ts';
import type { Sayable } from '../../domain/finding.ts';
import type { Owner } from '../../domain/severity.ts';
import type { ManualTask, TaskRow, TaskState } from '../../domain/task.ts';
import { list } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { inOrder, type Page, type Place, pages, placeOf, readInOrder } from '../core/in-order.ts';
import { statementOf } from '../runs/finding-columns.ts';
import { concerning, unitSets } from '../runs/unit-sets.ts';
import type { Row, Tables } from '../tables/index.ts';

/** In place of a due date; sorts behind every real one. */
export const noDue = '9999-12-31';

/** A task that is no finding's, as it is kept. Its due date is the row's own: the same work planned on another day is still the same. */
export function bodyOf(task: ManualTask): ManualTask {
  return { ...task, due: null };
}

/** All that is given must hold. */
export interface TaskFilter {
  owner?: Owner;
  system?: string;
  procedure?: string;
  /** Of plans and registrations: what it is about; of findings: the rule. */
  kind?: string;
  /** About this unit, be it among others. */
  agency?: string;
  states?: readonly TaskState[];
}

/** What a finding's task says is made where it is read, like the sentence of the finding. */
export interface StoredTask extends Omit<TaskRow, 'what' | 'values'> {
  content: Pick<TaskRow, 'what' | 'values'> | Sayable;
}

/** Tasks sort by these columns; those without a due date come last. Both are indexes. */
const taskOrders = {
  due: ['t.due', 't.key'],
  demand: ['t.demandOrder', 't.due', 't.key'],
} as const;
export type TaskOrder = keyof typeof taskOrders;

/** What is due says nothing of whom it helps: a city may go by what people asked for. */
export function taskOrderOf({ orderBy }: Pick<City, 'orderBy'>): TaskOrder {
  return orderBy === 'demand' ? 'demand' : 'due';
}

/** Tasks by due date unless another order is asked for; in batches, any number in bounded memory. */
export function readTasks(
  store: Store,
  filter: TaskFilter = {},
  { batch = 500, order = 'due' }: { batch?: number; order?: TaskOrder } = {},
): AsyncGenerator<StoredTask[]> {
  return pages(after => pageOfTasks(store, filter, { order, after, limit: batch }));
}

/** Those of these keys, by due date. */
export async function tasksOf(store: Store, keys: readonly string[]): Promise<StoredTask[]> {
  const page = store.db.selectFrom('task as t').selectAll('t').where('t.key', 'in', list(store, keys));
  return (await withContent(store, page)).rows;
}

/** Of a plan or a registration, as it was asked for; undefined: there is none of this key. */
export async function plannedTask({ db }: Store, key: string): Promise<ManualTask | undefined> {
  const row = await db.selectFrom('task').select('body').where('key', '=', key).executeTakeFirst();
  return row?.body ?? undefined;
}

function filtered(store: Store, filter: TaskFilter) {
  const { owner, system, procedure, kind } = filter;
  let query = store.db.selectFrom('task as t');
  query = query.where(({ and }) => and({ owner, system, procedure, kind }));
  if (filter.agency !== undefined) query = query.where(ofUnit(store, filter.agency));
  return filter.states ? query.where('t.state', 'in', filter.states) : query;
}

function ofUnit({ driver }: Store, agency: string) {
  const named =
    driver === 'postgres'
      ? sql`t.body::jsonb -> 'agencies' @> to_jsonb(${agency}::text)`
      : sql`exists (select 1 from json_each(t.body, '$.agencies') where value = ${agency})`;
  return sql<boolean>`case when t.fingerprint = '' then ${named} else t.fingerprint in (
    select d.fingerprint from discrepancy d where ${concerning('d', [agency])}) end`;
}

/** One page of them; `next` where there may be another. */
export async function pageOfTasks(
  store: Store,
  filter: TaskFilter,
  { order = 'due', ...wish }: Page & { order?: TaskOrder; limit: number },
): Promise<{ rows: StoredTask[]; next?: Place }> {
  const columns = taskOrders[order];
  const page = inOrder(filtered(store, filter).selectAll('t'), columns, wish);
  const { rows, last } = await withContent(store, page, columns);
  return { rows, ...(last && rows.length === wish.limit && { next: placeOf(last, columns) }) };
}

/** With what findings say; and the last as it is kept. */
async function withContent(
  store: Store,
  page: SelectQueryBuilder<Tables & { t: Tables['task'] }, 't', Row<'task'>>,
  columns: readonly string[] = taskOrders.due,
): Promise<{ rows: StoredTask[]; last: Row<'task'> | undefined }> {
  const query = store.db
    .selectFrom(page.as('t'))
    .leftJoin('discrepancy as d', 'd.fingerprint', 't.fingerprint')
    .leftJoin('discrepancyContent as c', 'c.id', 'd.contentId')
    .selectAll('t')
    .select(['d.agency', 'c.severity', 'c.expected', 'c.actual', 'c.message', 'c.statement', 'c.units']);
  const rows = await inOrder(query, columns).execute();
  const sets = await unitSets(store, rows);
  return { rows: rows.map(row => taskRow(row, sets.get(row.units ?? ''))), last: rows.at(-1) };
}

/** A task of a plan with what it wants, to be held against what a system shows. */
export interface PlannedTask {
  task: ManualTask;
  state: 'open' | 'confirmed';
}

/** Tasks of plans that a run may check off (open, or on a person's word), by system and procedure; no registrations. */
export async function* plannedTasks(store: Store, batch = 200): AsyncGenerator<PlannedTask[]> {
  const query = store.db
    .selectFrom('task')
    .select(['system', 'procedure', 'key', 'state', 'body'])
    .where('state', 'in', ['open', 'confirmed'])
    .where('fingerprint', '=', '')
    .where('kind', '!=', 'register-level');
  for await (const rows of readInOrder(query, ['system', 'procedure', 'key'], batch))
    yield rows.map(({ state, body }) => ({ state: state as PlannedTask['state'], task: body! }));
}

type Found = Pick<Row<'discrepancy'>, 'agency'> &
  Pick<Row<'discrepancyContent'>, 'severity' | 'expected' | 'actual' | 'message' | 'statement' | 'units'>;
type Joined = Row<'task'> & { [Column in keyof Found]: Found[Column] | null };

function taskRow(row: Joined, units?: string[]): StoredTask {
  const { key, state, owner, openedAt, closedAt, note, checkedAt } = row;
  return {
    ...{ key, kind: row.kind as TaskRow['kind'], state, owner, openedAt, closedAt, note, checkedAt },
    system: row.system || null,
    procedure: row.procedure || null,
    ...(row.body === null ? fromFinding(row, units) : fromPlan(row.body, row.planId)),
    due: row.due === noDue ? null : row.due,
    confirmed: row.confirmedBy === null ? null : { by: row.confirmedBy, reason: row.reason ?? '' },
  };
}

type Content = Pick<StoredTask, 'procedureName' | 'case' | 'agencies' | 'content' | 'link' | 'origin'>;

function fromPlan(task: ManualTask, plan: string): Content {
  const { procedureName, agencies, what, values, link, kind } = task;
  return {
    procedureName,
    case: task.case,
    agencies,
    content: { what, values },
    link,
    origin: plan === '' ? { kind } : { plan, kind },
  };
}

function fromFinding(row: Joined, units: string[] = []): Content {
  return {
    procedureName: null,
    case: null,
    agencies: [...unitsOf({ agency: row.agency || null, units })],
    content: {
      rule: row.kind,
      procedure: row.procedure || null,
      agency: row.agency || null,
      system: row.system || null,
      statement: statementOf({ ...row, message: row.message ?? '' }),
    },
    link: null,
    origin: { finding: row.fingerprint, rule: row.kind, severity: row.severity ?? 'minor' },
  };
}
