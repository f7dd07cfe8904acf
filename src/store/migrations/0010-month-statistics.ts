import { type ColumnDataType, type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const monthStatistics: Migration = {
  // biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as `Tables` has them now
  async up(db: Kysely<any>) {
    const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
    const text: ColumnDataType | ReturnType<typeof sql> = postgres ? sql`text collate "C"` : 'text';
    let table = db.schema
      .createTable('month_statistics')
      .addColumn('month', text as 'text', c => c.primaryKey());
    for (const name of ['run_id', 'made_at', 'body'])
      table = table.addColumn(name as 'month', text as 'text', c => c.notNull());
    await table.execute();
  },
};
