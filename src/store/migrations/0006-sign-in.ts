import { type ColumnDataType, type CreateTableBuilder, type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as `Tables` has them now
type Database = Kysely<any>;

export const signIn: Migration = {
  async up(db: Database) {
    const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
    const text: ColumnDataType | ReturnType<typeof sql> = postgres ? sql`text collate "C"` : 'text';
    const create = (table: string, columns: string, optional = '') => {
      // biome-ignore lint/suspicious/noExplicitAny: as above
      let builder: CreateTableBuilder<any, any> = db.schema.createTable(table);
      for (const name of columns.split(' '))
        builder = builder.addColumn(name, text as 'text', c => c.notNull());
      for (const name of optional.split(' ').filter(Boolean))
        builder = builder.addColumn(name, text as 'text');
      return builder;
    };
    await create(
      'api_key',
      'id prefix hash name role created_at created_by',
      'expires_at last_used_at revoked_at revoked_by',
    )
      .addPrimaryKeyConstraint('api_key_key', ['id'])
      .addUniqueConstraint('api_key_prefix_once', ['prefix'])
      .execute();
    await create('session', 'hash name role created_at expires_at', 'key_id')
      .addPrimaryKeyConstraint('session_key', ['hash'])
      .execute();
    await create('audit_head', 'name hash')
      .addColumn('entries', postgres ? 'bigint' : 'integer', c => c.notNull())
      .addPrimaryKeyConstraint('audit_head_key', ['name'])
      .execute();
    await sql`
      insert into audit_head (name, hash, entries)
      select 'trail', coalesce((select hash from audit order by id desc limit 1), ''), count(*) from audit`.execute(
      db,
    );
  },
};
