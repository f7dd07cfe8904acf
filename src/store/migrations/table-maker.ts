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

const column = /^(\w+)(?::(\w+))?(\?)?(?:([-=])>([\w.]+))?$/;

/** What a table has beside its columns. */
interface Constraints {
  /** Columns of the primary key, with blanks between. */
  key?: string;
  /** Its name, where that is not the table's. */
  keyName?: string;
  /** Unique columns, with blanks between, by the name of the constraint. */
  once?: Record<string, string>;
  /** The table whose row, named by a column such as `plan_id`, its rows go with. */
  of?: string;
}

/** Makes tables; texts are sorted by code units whatever locale PostgreSQL was set up with. */
export function tableMaker(db: Database) {
  const postgres = isPostgres(db);
  const text = (postgres ? sql`text collate "C"` : 'text') as 'text';
  const whole: ColumnDataType = postgres ? 'bigint' : 'integer';
  const kinds: Record<string, ColumnDataType> = { text, whole, integer: 'integer', real: 'double precision' };
  /**
   * Columns in their order, with blanks between: `name`, a text unless `name:kind` says otherwise (`whole` is for ids and
   * counts without a bound, `id` is given out by the database), `name?` may be null, `name->table` refers to a row of
   * that table, and with `=>` goes with it.
   */
  const columns = (builder: Builder, words: string): Builder =>
    words.split(' ').reduce((made, word) => {
      const [, name = '', kind = 'text', optional, arrow, table] = column.exec(word)!;
      if (kind === 'id')
        return made.addColumn(name, postgres ? 'bigint' : 'integer', c =>
          postgres ? c.primaryKey().generatedAlwaysAsIdentity() : c.primaryKey().autoIncrement(),
        );
      return made.addColumn(name, kinds[kind]!, given => {
        let c = optional ? given : given.notNull();
        if (table !== undefined) c = c.references(table.includes('.') ? table : `${table}.id`);
        return arrow === '=' ? c.onDelete('cascade') : c;
      });
    }, builder);
  return {
    postgres,
    text,
    whole,
    columns,
    async create(
      table: string,
      words: string,
      { key, keyName = `${table}_key`, once = {}, of }: Constraints = {},
    ) {
      let made = columns(db.schema.createTable(table), words);
      if (key !== undefined) made = made.addPrimaryKeyConstraint(keyName, key.split(' ') as never);
      for (const [name, unique] of Object.entries(once))
        made = made.addUniqueConstraint(name, unique.split(' ') as never);
      if (of !== undefined)
        made = made.addForeignKeyConstraint(`${table}_${of}`, [`${of}_id`], of, ['id'], c =>
          c.onDelete('cascade'),
        );
      await made.execute();
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
