import { sql } from 'kysely';
import type { ManualTask, TaskState } from '../../domain/task.ts';
import { insertRows, list } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { grouped, readInOrder } from '../core/in-order.ts';
import { bodyOf, noDue } from './task-rows.ts';

/** A registration as it is kept. */
export interface StoredRegistration {
  task: ManualTask;
  state: TaskState;
  /** A person's word, while it stands. */
  word: { by: string; reason: string; at: string } | null;
}

/** What is kept of one procedure, whatever became of it. */
export interface ProcedureRegistrations {
  code: string;
  rows: StoredRegistration[];
}

/** Every registration at a system, by procedure. */
export async function* readRegistrations(
  store: Store,
  system: string,
  batch = 500,
): AsyncGenerator<ProcedureRegistrations[]> {
  const query = store.db
    .selectFrom('task')
    .select(['procedure', 'key', 'state', 'due', 'body', 'confirmedBy', 'reason', 'closedAt'])
    .where('kind', '=', 'register-level')
    .where('system', '=', system);
  const pages = readInOrder(query, ['procedure', 'key'], batch);
  for await (const procedures of grouped(pages, ({ procedure }) => procedure))
    yield procedures.map(({ code, rows }) => ({
      code,
      rows: rows.map(({ state, due, body, confirmedBy: by, reason, closedAt: at }) => ({
        task: { ...body!, due: due === noDue ? null : due },
        state,
        word: by === null ? null : { by, reason: reason ?? '', at: at ?? '' },
      })),
    }));
}

/** What becomes of one registration. */
export interface RegistrationChange {
  task: ManualTask;
  /** What it was when it was looked at; null = it was not there. What has become something else since is left alone. */
  was: TaskState | null;
  now: TaskState;
  /** Vietnamese: what is still missing, or why it could not be told. */
  note: string | null;
  /** Whose word makes it `confirmed`, where it begins so. */
  word?: StoredRegistration['word'];
}

/** Writes down what a run saw; one that begins, or begins anew, gets the day and the last day of now. */
export async function writeRegistrations(store: Store, changes: readonly RegistrationChange[], at: string) {
  const same = changes.filter(({ was, now }) => was === now);
  for (const group of Map.groupBy(same, ({ now, note }) => JSON.stringify([now, note])).values()) {
    const [{ now, note }] = group as [RegistrationChange];
    const keys = group.map(({ task }) => task.key);
    await store.db
      .updateTable('task')
      .set({ note, checkedAt: at })
      .where('key', 'in', list(store, keys))
      .where('state', '=', now)
      .execute();
  }
  const changed = changes.filter(({ was, now }) => was !== now);
  for (const [was, group] of Map.groupBy(changed, change => change.was))
    await insertRows(
      store,
      'task',
      group.map(change => rowOf(change, at)),
      was === null
        ? sql`on conflict (key) do nothing`
        : sql`on conflict (key) do update set
            state = excluded.state, owner = excluded.owner, body = excluded.body, note = excluded.note,
            checked_at = excluded.checked_at, closed_at = excluded.closed_at,
            confirmed_by = excluded.confirmed_by, reason = excluded.reason,
            due = case excluded.state when 'open' then excluded.due else task.due end,
            opened_at = case excluded.state when 'open' then excluded.opened_at else task.opened_at end
            where task.state = ${was}`,
    );
}

/** Names and grounds that have changed since, of work that goes on. */
export async function rewordRegistrations(store: Store, tasks: readonly ManualTask[]): Promise<void> {
  const rows = tasks.map(task => rowOf({ task, was: null, now: 'open', note: null }, ''));
  const reworded = sql`on conflict (key) do update set body = excluded.body, owner = excluded.owner`;
  await insertRows(store, 'task', rows, reworded);
}

function rowOf({ task, now, note, word }: RegistrationChange, at: string) {
  return {
    ...{ key: task.key, state: now, owner: task.owner, system: task.system, procedure: task.procedure },
    ...{ kind: task.kind, fingerprint: '', planId: '', due: task.due ?? noDue, openedAt: at },
    ...{ body: bodyOf(task), note, checkedAt: at },
    closedAt: now === 'open' ? null : now === 'confirmed' ? (word?.at ?? at) : at,
    confirmedBy: word?.by ?? null,
    reason: word?.reason ?? null,
  };
}

/** How far registering is; undefined when there is none, open or done. */
export interface RegistrationProgress {
  open: number;
  /** Seen by a run or confirmed by a person. */
  closed: number;
  /** When the first of them began and the last was closed (ISO 8601, UTC). */
  since: string;
  lastAt: string | null;
}

export async function registrationProgress(store: Store): Promise<RegistrationProgress | undefined> {
  const rows = await store.db
    .selectFrom('task')
    .select(({ fn }) => [
      'state',
      fn.countAll<number>().as('count'),
      fn.min('openedAt').as('first'),
      fn.max('closedAt').as('last'),
    ])
    .where('kind', '=', 'register-level')
    .where('state', '!=', 'obsolete')
    .groupBy('state')
    .execute();
  if (rows.length === 0) return undefined;
  const of = (state: TaskState) => rows.find(row => row.state === state)?.count ?? 0;
  const lasts = rows.flatMap(({ last }) => last ?? []).sort();
  return {
    open: of('open'),
    closed: of('done') + of('confirmed'),
    since: rows.map(({ first }) => first).sort()[0]!,
    lastAt: lasts.at(-1) ?? null,
  };
}

/** Whether any was ever kept. */
export async function hasRegistrations({ db }: Store): Promise<boolean> {
  const any = db.selectFrom('task').select('key').where('kind', '=', 'register-level').limit(1);
  return (await any.executeTakeFirst()) !== undefined;
}

/** Open ones of a procedure by the key that all of them begin with, where it is one. */
export async function registrationsUnder({ db }: Store, key: string): Promise<string[]> {
  if (!key.endsWith('/register-level/4')) return [];
  const rows = await db
    .selectFrom('task')
    .select('key')
    .where(({ and }) => and({ kind: 'register-level', state: 'open' }))
    .where('key', '>', `${key}/`)
    .where('key', '<', `${key}/\u{10ffff}`)
    .orderBy('key')
    .execute();
  return rows.map(row => row.key);
}
