import { type Insertable, type RawBuilder, sql } from 'kysely';
import type { Column } from '../tables/columns.ts';
import { type TableName, type Tables, tables } from '../tables/index.ts';
import { isKeptAsItIs, written } from './column-values.ts';
import type { Store } from './contract.ts';
import { inTransaction } from './open.ts';
import { storable } from './order.ts';

/** Rows of one statement. */
const chunk = 2_000;

/**
 * Inserts rows, in one transaction: thousands by one statement with one JSON parameter, ten times quicker than a parameter
 * a value. All rows must have the same columns. `onConflict` is SQL such as `sql\`on conflict (id) do nothing\``. How many
 * it wrote.
 */
export async function insertRows<Table extends TableName>(
  store: Store,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
  onConflict: RawBuilder<unknown> = sql``,
): Promise<number> {
  if (!rows.length) return 0;
  if (rows.length > chunk)
    return inTransaction(store, async inner => {
      let written = 0;
      for (let from = 0; from < rows.length; from += chunk)
        written += await insertRows(inner, table, rows.slice(from, from + chunk), onConflict);
      return written;
    });
  const described: Record<string, Column<unknown>> = tables[table];
  const names = Object.keys(rows[0]!);
  const json = safeJson(keptRows(described, names, rows));
  const columns = sql.join(names.map(name => sql.ref(name)));
  // Names within the JSON are ours, as raw text: a reference would become the column's. `where true`: without it SQLite
  // takes `on conflict` for the condition of a join.
  const select =
    store.driver === 'postgres'
      ? sql`select * from json_to_recordset(${json}::json)
          as t(${sql.raw(names.map(name => `"${name}" ${typeOf(described[name]!)}`).join())}) where true`
      : sql`select ${sql.join(names.map(name => sql`value ->> ${sql.lit(name)}`))} from json_each(${json}) where true`;
  const insert = sql`insert into ${sql.table(table)} (${columns}) ${select} ${onConflict}`;
  return Number((await insert.execute(store.db)).numAffectedRows ?? 0n);
}

/** The same; a row there is under the same `key` takes the new values of all its other columns. */
export function replaceRows<Table extends TableName>(
  store: Store,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
  key: readonly (keyof Tables[Table] & string)[],
): Promise<number> {
  const rest = Object.keys(rows[0] ?? {}).filter(name => !(key as readonly string[]).includes(name));
  const set = rest.map(name => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`);
  const once = sql.join(key.map(name => sql.ref(name)));
  return insertRows(store, table, rows, sql`on conflict (${once}) do update set ${sql.join(set)}`);
}

function typeOf({ keeping }: Column<unknown>): string {
  if (keeping === 'real') return 'double precision';
  return keeping === 'whole' || keeping === 'flag' ? 'bigint' : 'text';
}

function keptRows(
  described: Record<string, Column<unknown>>,
  names: readonly string[],
  rows: readonly object[],
): readonly object[] {
  const changing = names.filter(name => !isKeptAsItIs(described[name]!));
  if (changing.length === 0) return rows;
  return (rows as readonly Record<string, unknown>[]).map(row => ({
    ...row,
    ...Object.fromEntries(changing.map(name => [name, written(described[name]!, row[name])])),
  }));
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
    ? sql`(select value::text::bigint from json_array_elements(${json}::json))`
    : sql`(select value from json_each(${json}))`;
}

/** JSON of rows or values for a statement, each text in it `storable`. */
export function safeJson(value: readonly unknown[]): string {
  const json = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(value, (_key, part) => storable(part));
}
