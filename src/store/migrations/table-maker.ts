import {
  type ColumnDataType,
  type CreateTableBuilder,
  type Kysely,
  PostgresAdapter,
  type RawBuilder,
  sql,
} from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as `Tables` has them now
export type Database = Kysely<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above
export type Builder = CreateTableBuilder<any, any>;

/** Migrations by name. */
export type Steps = Record<string, (make: ReturnType<typeof tableMaker>, db: Database) => Promise<void>>;

function isPostgres(db: Database): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/** Begins tables of text columns, sorted by code units whatever locale PostgreSQL was set up with. */
export function tableMaker(db: Database) {
  const postgres = isPostgres(db);
  const text = (postgres ? sql`text collate "C"` : 'text') as 'text';
  const whole: ColumnDataType = postgres ? 'bigint' : 'integer';
  /** Names with blanks between; `optional` columns may be null. */
  const texts = (builder: Builder, columns: string, optional = '') => {
    let made = builder;
    for (const name of columns.split(' ')) made = made.addColumn(name, text, c => c.notNull());
    for (const name of optional.split(' ').filter(Boolean)) made = made.addColumn(name, text);
    return made;
  };
  return {
    postgres,
    text,
    /** For ids and counts without a bound. */
    whole,
    texts,
    create: (table: string, columns: string, optional?: string) =>
      texts(db.schema.createTable(table), columns, optional),
    /** Its ids are given out by the database. */
    numbered(builder: Builder): Builder {
      return postgres
        ? builder.addColumn('id', 'bigint', c => c.primaryKey().generatedAlwaysAsIdentity())
        : builder.addColumn('id', 'integer', c => c.primaryKey().autoIncrement());
    },
    /** Adds a column; `before` is its value in rows there are, without it the column may be null. */
    async add(
      table: string,
      column: string,
      type: ColumnDataType,
      before?: string | number | RawBuilder<unknown>,
    ) {
      await db.schema
        .alterTable(table)
        .addColumn(column, type, c => (before === undefined ? c : c.notNull().defaultTo(before)))
        .execute();
    },
    async index(table: string, columns: string, name = columns.replaceAll(' ', '_')): Promise<void> {
      await db.schema.createIndex(`${table}_by_${name}`).on(table).columns(columns.split(' ')).execute();
    },
  };
}

/** The last id given out in a table, whether or not that row is still there. */
export async function lastId(db: Database, table: string): Promise<number> {
  const asked = isPostgres(db)
    ? sql<{
        last: number | null;
      }>`select pg_sequence_last_value(pg_get_serial_sequence(${table}, 'id')) as last`
    : sql<{ last: number }>`select seq as last from sqlite_sequence where name = ${table}`;
  return (await asked.execute(db)).rows[0]?.last ?? 0;
}

/** Ids of rows that are gone are not given out again. */
export async function goOnAfter(db: Database, table: string, last: number): Promise<void> {
  if (last === 0) return;
  if (isPostgres(db)) {
    await sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${last})`.execute(db);
    return;
  }
  // SQLite writes the row of a table with its first row.
  await sql`delete from sqlite_sequence where name = ${table}`.execute(db);
  await sql`insert into sqlite_sequence (name, seq) values (${table}, ${last})`.execute(db);
}
