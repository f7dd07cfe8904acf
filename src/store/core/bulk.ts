import { type RawBuilder, sql } from 'kysely';
import type { Store } from './contract.ts';
import { storable } from './order.ts';
import type { Tables } from './tables.ts';

type Row<Table extends keyof Tables> = Partial<Record<keyof Tables[Table] & string, string | number | null>>;

/**
 * Inserts many rows by one statement with one JSON parameter: ten times quicker than a parameter a value, and no
 * limit on their number. All rows must have the same columns. `onConflict` is SQL such as
 * `sql\`on conflict (id) do nothing\``. Hand in some hundreds to some thousands at a time.
 */
export async function insertRows<Table extends keyof Tables & string>(
  store: Store,
  table: Table,
  rows: readonly Row<Table>[],
  onConflict: RawBuilder<unknown> = sql``,
): Promise<void> {
  if (!rows.length) return;
  const columns = Object.keys(rows[0]!);
  const names = sql.join(columns.map(column => sql.ref(column)));
  const json = safeJson(rows);
  // `where true`: without it SQLite takes `on conflict` for the condition of a join.
  const select =
    store.driver === 'postgres'
      ? sql`select ${names} from json_populate_recordset(null::${sql.table(table)}, ${json}::json) where true`
      : sql`select ${sql.join(columns.map(column => sql`value ->> ${sql.lit(column)}`))} from json_each(${json}) where true`;
  await sql`insert into ${sql.table(table)} (${names}) ${select} ${onConflict}`.execute(store.db);
}

/** A list of texts as a subquery, for `in`: `where('code', 'in', list(store, codes))`. */
export function list(store: Store, values: readonly string[]): RawBuilder<string> {
  const json = safeJson(values);
  return store.driver === 'postgres'
    ? sql`(select json_array_elements_text(${json}::json))`
    : sql`(select value from json_each(${json}))`;
}

/** The same for whole numbers. */
export function numberList(store: Store, values: readonly number[]): RawBuilder<number> {
  const json = JSON.stringify(values);
  return store.driver === 'postgres'
    ? sql`(select value::text::int from json_array_elements(${json}::json))`
    : sql`(select value from json_each(${json}))`;
}

/** JSON of rows or values for a statement, each text in it `storable`. */
export function safeJson(value: readonly unknown[]): string {
  const json = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(value, (_key, part) => storable(part));
}
