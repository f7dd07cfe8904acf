import { type ColumnDataType, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/**
 * Who somebody is beside what they are called: null in what was written before. Browser sessions of before do not say
 * which provider gave them, so that nobody could tell when that one is taken away: they end, people sign in again.
 */
export const identities: Migration = {
  async up(db: Database) {
    const { create, postgres } = tableMaker(db);
    const text: ColumnDataType | ReturnType<typeof sql> = postgres ? sql`text collate "C"` : 'text';
    for (const [table, column] of [
      ['audit', 'identity'],
      ['plan', 'author_identity'],
      ['approval', 'identity'],
      ['job', 'requested_identity'],
    ] as const)
      await db.schema
        .alterTable(table)
        .addColumn(column, text as 'text')
        .execute();
    await db.schema.dropTable('session').execute();
    await create('session', 'hash id name identity issuer role created_at expires_at', 'key_id token_grant')
      .addPrimaryKeyConstraint('session_key', ['hash'])
      .addUniqueConstraint('session_id_once', ['id'])
      .execute();
  },
};
