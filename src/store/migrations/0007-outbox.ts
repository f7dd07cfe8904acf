import { type ColumnDataType, type CreateTableBuilder, type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as `Tables` has them now
type Database = Kysely<any>;

export const outbox: Migration = {
  async up(db: Database) {
    const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
    const text: ColumnDataType | ReturnType<typeof sql> = postgres ? sql`text collate "C"` : 'text';
    // biome-ignore lint/suspicious/noExplicitAny: as above
    let table: CreateTableBuilder<any, any> = db.schema.createTable('letter');
    table = postgres
      ? table.addColumn('id', 'bigint', c => c.primaryKey().generatedAlwaysAsIdentity())
      : table.addColumn('id', 'integer', c => c.primaryKey().autoIncrement());
    for (const name of 'message_id kind subject recipient body state worker heartbeat queued_at not_before'.split(
      ' ',
    ))
      table = table.addColumn(name, text as 'text', c => c.notNull());
    for (const name of 'next_try_at sent_at last_error'.split(' '))
      table = table.addColumn(name, text as 'text');
    await table
      .addColumn('attempts', 'integer', c => c.notNull())
      .addUniqueConstraint('letter_once', ['message_id'])
      .execute();
    for (const columns of [
      ['state', 'next_try_at', 'id'],
      ['recipient', 'kind', 'not_before'],
    ])
      await db.schema
        .createIndex(`letter_by_${columns.join('_')}`)
        .on('letter')
        .columns(columns)
        .execute();
  },
};
