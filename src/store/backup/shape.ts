import { Kysely, sql } from 'kysely';
import { openFile, sqliteDialect } from '../core/sqlite.ts';
import { migrations } from '../migrations/index.ts';
import type { TableName, Tables } from '../tables/index.ts';

/** A table of ours at some version of the program. */
export interface TableShape {
  name: string;
  columns: string[];
  /** Columns of whole numbers. */
  whole: ReadonlySet<string>;
  /** Columns of other numbers; all that are neither hold texts. */
  fractional: ReadonlySet<string>;
  /** Columns that may be null. */
  optional: ReadonlySet<string>;
  /** Ids are given out by the database. */
  numbered: boolean;
  /** Rows a migration puts in by itself. */
  seeded: number;
}

/**
 * What living processes hold (claims; in older ones leases) has no meaning on another machine or tomorrow; a
 * browser's session that was ended since must not come to life again.
 */
const notKept: ReadonlySet<string> = new Set<TableName | 'lease'>(['lease', 'claim', 'session']);

const asked = new Map<string, Promise<TableShape[]>>();

/**
 * The tables that these migrations make, those others refer to first. Asked of an empty database and not listed here,
 * so that no table a later migration adds is ever forgotten by a backup.
 */
export function tablesAfter(names: readonly string[]): Promise<TableShape[]> {
  const key = names.join();
  const shapes = asked.get(key) ?? askedOf(names);
  asked.set(key, shapes);
  // What failed once is asked again.
  shapes.catch(() => asked.delete(key));
  return shapes;
}

async function askedOf(names: readonly string[]): Promise<TableShape[]> {
  const db = new Kysely<Tables>({ dialect: sqliteDialect(openFile(':memory:')) });
  try {
    await migrateBy(names, db);
    const { rows } = await sql<{ name: string; numbered: number }>`
      select name, instr(lower(sql), 'autoincrement') > 0 as numbered
      from sqlite_master where type = 'table' and name not like 'sqlite_%' order by rowid`.execute(db);
    const shapes: TableShape[] = [];
    for (const { name, numbered } of rows) {
      const { rows: columns } = await sql<{
        name: string;
        type: string;
        optional: number;
      }>`select name, lower(type) as type, "notnull" = 0 and pk = 0 as optional
        from pragma_table_info(${name})`.execute(db);
      const those = (which: (column: (typeof columns)[0]) => boolean) =>
        new Set(columns.filter(which).map(column => column.name));
      const seeded = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(name)}`.execute(db);
      shapes.push({
        name,
        columns: columns.map(column => column.name),
        whole: those(({ type }) => type === 'integer'),
        fractional: those(({ type }) => type === 'double precision'),
        optional: those(({ optional }) => optional === 1),
        numbered: numbered === 1,
        seeded: seeded.rows[0]!.rows,
      });
    }
    return shapes;
  } finally {
    await db.destroy();
  }
}

export async function keptTablesAfter(names: readonly string[]): Promise<TableShape[]> {
  return (await tablesAfter(names)).filter(({ name }) => !notKept.has(name));
}

/** Runs these migrations, in the transaction `db` is in. */
export async function migrateBy(names: readonly string[], db: Kysely<Tables>): Promise<void> {
  for (const name of names) await migrations[name]!.up(db);
}
