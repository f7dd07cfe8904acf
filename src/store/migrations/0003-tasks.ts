import { type ColumnDataType, type CreateTableBuilder, type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as `Tables` has them now
type Database = Kysely<any>;

export const tasks: Migration = {
  async up(db: Database) {
    const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
    const text: ColumnDataType | ReturnType<typeof sql> = postgres ? sql`text collate "C"` : 'text';
    // biome-ignore lint/suspicious/noExplicitAny: as above
    let table: CreateTableBuilder<any, any> = db.schema.createTable('task');
    for (const name of 'key state owner system procedure kind fingerprint plan_id due opened_at'.split(' '))
      table = table.addColumn(name, text as 'text', c => c.notNull());
    for (const name of 'body closed_at checked_at note confirmed_by reason'.split(' '))
      table = table.addColumn(name, text as 'text');
    await table.addPrimaryKeyConstraint('task_key', ['key']).execute();
    for (const columns of [['due', 'key'], ['state', 'system', 'key'], ['fingerprint']])
      await db.schema
        .createIndex(`task_by_${columns.join('_')}`)
        .on('task')
        .columns(columns)
        .execute();
  },
};
