import { type Selectable, sql } from 'kysely';
import { sortedJson } from '../../domain/canonical.ts';
import { unitsOf } from '../../domain/concerned.ts';
import type { RuleId, Sayable } from '../../domain/finding.ts';
import type { Owner, Severity } from '../../domain/severity.ts';
import type { ManualTask, TaskRow, TaskState } from '../../domain/task.ts';
import type { Store } from '../core/contract.ts';
import type { ContentColumns, IdentityColumns, TaskTable } from '../core/tables.ts';
import { statementOf } from '../runs/finding-columns.ts';
import { unitSets } from '../runs/unit-sets.ts';

/** In place of a due date; sorts behind every real one. */
export const noDue = '9999-12-31';

/** A task that is no finding's, as it is kept. Its due date is the row's own: the same work planned on another day is still the same. */
export function bodyOf(task: ManualTask): string {
  return sortedJson({ ...task, due: null });
}

/** All that is given must hold. */
export interface TaskFilter {
  owner?: Owner;
  system?: string;
  procedure?: string;
  /** Of plans and registrations: what it is about; of findings: the rule. */
  kind?: string;
  states?: readonly TaskState[];
}

/** What a finding's task says is made where it is read, like the sentence of the finding. */
export interface StoredTask extends Omit<TaskRow, 'what' | 'values'> {
  content: Pick<TaskRow, 'what' | 'values'> | Sayable;
}

/** Where a page of tasks ended. */
export type TaskPlace = [due: string, key: string];

/** Tasks by due date, those without one last; in batches, any number in bounded memory. */
export async function* readTasks(
  store: Store,
  filter: TaskFilter = {},
  batch = 500,
): AsyncGenerator<StoredTask[]> {
  for (let after: TaskPlace | undefined; ; ) {
    const page = await pageOfTasks(store, filter, { after, limit: batch });
    if (page.rows.length > 0) yield page.rows;
    after = page.next;
    if (after === undefined) return;
  }
}

/** One page of them; `next` where there may be another. */
export async function pageOfTasks(
  store: Store,
  filter: TaskFilter,
  { after, limit }: { after?: TaskPlace; limit: number },
): Promise<{ rows: StoredTask[]; next?: TaskPlace }> {
  let page = store.db.selectFrom('task').selectAll().orderBy('due').orderBy('key').limit(limit);
  for (const column of ['owner', 'system', 'procedure', 'kind'] as const)
    if (filter[column] !== undefined) page = page.where(column, '=', filter[column]);
  if (filter.states) page = page.where('state', 'in', filter.states);
  if (after) page = page.where(sql<boolean>`(due, key) > (${sql.join(after)})`);
  const rows = await store.db
    .selectFrom(page.as('t'))
    .leftJoin('discrepancy as d', 'd.fingerprint', 't.fingerprint')
    .leftJoin('discrepancy_content as c', 'c.id', 'd.content_id')
    .selectAll('t')
    .select(['d.agency', 'c.severity', 'c.expected', 'c.actual', 'c.message', 'c.statement', 'c.units'])
    .orderBy('t.due')
    .orderBy('t.key')
    .execute();
  const sets = await unitSets(
    store,
    rows.map(({ units }) => units ?? ''),
  );
  const last = rows.at(-1);
  return {
    rows: rows.map(row => taskRow(row, sets.get(row.units ?? ''))),
    ...(last && rows.length === limit && { next: [last.due, last.key] }),
  };
}

/** A task of a plan with what it wants, to be held against what a system shows. */
export interface PlannedTask {
  task: ManualTask;
  state: 'open' | 'confirmed';
}

/** Tasks of plans that a run may check off (open, or on a person's word), by system and procedure; no registrations. */
export async function* plannedTasks(store: Store, batch = 200): AsyncGenerator<PlannedTask[]> {
  for (let after: [string, string, string] | undefined; ; ) {
    let query = store.db
      .selectFrom('task')
      .select(['system', 'procedure', 'key', 'state', 'body'])
      .where('state', 'in', ['open', 'confirmed'])
      .where('fingerprint', '=', '')
      .where('kind', '!=', 'register-level')
      .orderBy('system')
      .orderBy('procedure')
      .orderBy('key')
      .limit(batch);
    if (after) query = query.where(sql<boolean>`(system, procedure, key) > (${sql.join(after)})`);
    const rows = await query.execute();
    const last = rows.at(-1);
    if (last) {
      yield rows.map(({ state, body }) => ({
        state: state as PlannedTask['state'],
        task: JSON.parse(body!) as ManualTask,
      }));
      after = [last.system, last.procedure, last.key];
    }
    if (rows.length < batch) return;
  }
}

type Joined = Selectable<TaskTable> & {
  [Column in keyof Pick<
    IdentityColumns & ContentColumns,
    'agency' | 'severity' | 'expected' | 'actual' | 'message' | 'statement' | 'units'
  >]: string | null;
};

function taskRow(row: Joined, units?: string[]): StoredTask {
  return {
    key: row.key,
    kind: row.kind as TaskRow['kind'],
    state: row.state,
    owner: row.owner as Owner,
    system: row.system || null,
    procedure: row.procedure || null,
    ...(row.body === null ? fromFinding(row, units) : fromPlan(row.body, row.plan_id)),
    due: row.due === noDue ? null : row.due,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    note: row.note,
    checkedAt: row.checked_at,
    confirmed: row.confirmed_by === null ? null : { by: row.confirmed_by, reason: row.reason ?? '' },
  };
}

type Content = Pick<StoredTask, 'procedureName' | 'case' | 'agencies' | 'content' | 'link' | 'origin'>;

function fromPlan(body: string, plan: string): Content {
  const { procedureName, agencies, what, values, link, kind, ...task } = JSON.parse(body) as ManualTask;
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
      rule: row.kind as RuleId,
      procedure: row.procedure || null,
      agency: row.agency || null,
      system: row.system || null,
      statement: statementOf({
        statement: row.statement ?? '',
        message: row.message ?? '',
        expected: row.expected ?? 'null',
        actual: row.actual ?? 'null',
      }),
    },
    link: null,
    origin: {
      finding: row.fingerprint,
      rule: row.kind as RuleId,
      severity: (row.severity ?? 'minor') as Severity,
    },
  };
}
