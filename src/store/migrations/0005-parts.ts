import { type ColumnDataType, type CreateTableBuilder, type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as `Tables` has them now
type Database = Kysely<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above
type Builder = CreateTableBuilder<any, any>;

export const parts: Migration = {
  async up(db: Database) {
    const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
    const text: ColumnDataType | ReturnType<typeof sql> = postgres ? sql`text collate "C"` : 'text';
    const create = (table: string, columns: string, optional = '') => {
      let builder: Builder = db.schema.createTable(table) as Builder;
      for (const name of columns.split(' '))
        builder = builder.addColumn(name, text as 'text', c => c.notNull());
      for (const name of optional.split(' ').filter(Boolean))
        builder = builder.addColumn(name, text as 'text');
      return builder;
    };

    await create(
      'part',
      'id owner kind name configuration body state',
      'worker host heartbeat progress result error',
    )
      .addColumn('pid', 'integer')
      .addColumn('attempts', 'integer', c => c.notNull())
      .addColumn('stop', 'integer', c => c.notNull())
      .addPrimaryKeyConstraint('part_key', ['id'])
      .execute();
    await db.schema.createIndex('part_by_owner').on('part').column('owner').execute();

    await create('host_slot', 'host token')
      .addColumn('slot', 'integer', c => c.notNull())
      .addColumn('beat', 'integer', c => c.notNull())
      .addPrimaryKeyConstraint('host_slot_key', ['host', 'slot'])
      .execute();
    await create('host_user', 'host token machine')
      .addColumn('pid', 'integer', c => c.notNull())
      .addColumn('beat', 'integer', c => c.notNull())
      .addColumn('wants', 'integer', c => c.notNull())
      .addColumn('turn', 'integer', c => c.notNull())
      .addPrimaryKeyConstraint('host_user_key', ['host', 'token'])
      .execute();

    await db.schema
      .alterTable('cache')
      .addColumn('stored', postgres ? 'bigint' : 'integer')
      .execute();
  },
};
