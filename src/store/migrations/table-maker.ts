import { type ColumnDataType, type CreateTableBuilder, type Kysely, PostgresAdapter, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as `Tables` has them now
export type Database = Kysely<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above
export type Builder = CreateTableBuilder<any, any>;

/** Begins tables of text columns, sorted by code units whatever locale PostgreSQL was set up with. */
export function tableMaker(db: Database) {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const text: ColumnDataType | ReturnType<typeof sql> = postgres ? sql`text collate "C"` : 'text';
  return {
    postgres,
    /** Names with blanks between; `optional` columns may be null. */
    create(table: string, columns: string, optional = ''): Builder {
      let builder: Builder = db.schema.createTable(table) as Builder;
      for (const name of columns.split(' '))
        builder = builder.addColumn(name, text as 'text', c => c.notNull());
      for (const name of optional.split(' ').filter(Boolean))
        builder = builder.addColumn(name, text as 'text');
      return builder;
    },
  };
}
