import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/**
 * Who somebody is beside what they are called: null in what was written before. Browser sessions of before do not say
 * which provider gave them, so that nobody could tell when that one is taken away: they end, people sign in again.
 */
export const identities: Migration = {
  async up(db: Database) {
    const { create, text } = tableMaker(db);
    for (const [table, column] of [
      ['audit', 'identity'],
      ['plan', 'author_identity'],
      ['approval', 'identity'],
      ['job', 'requested_identity'],
    ] as const)
      await db.schema.alterTable(table).addColumn(column, text).execute();
    await db.schema.dropTable('session').execute();
    await create('session', 'hash id name identity issuer role created_at expires_at', 'key_id token_grant')
      .addPrimaryKeyConstraint('session_key', ['hash'])
      .addUniqueConstraint('session_id_once', ['id'])
      .execute();
  },
};
