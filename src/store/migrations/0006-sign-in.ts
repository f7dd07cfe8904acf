import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

export const signIn: Migration = {
  async up(db: Database) {
    const { create, whole } = tableMaker(db);
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
      .addColumn('entries', whole, c => c.notNull())
      .addPrimaryKeyConstraint('audit_head_key', ['name'])
      .execute();
    await sql`
      insert into audit_head (name, hash, entries)
      select 'trail', coalesce((select hash from audit order by id desc limit 1), ''), count(*) from audit`.execute(
      db,
    );
  },
};
