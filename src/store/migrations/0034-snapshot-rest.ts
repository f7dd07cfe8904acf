import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/** What of a snapshot's procedures is large and hardly ever asked for lies apart from what judging walks. */
export const snapshotRest: Migration = {
  async up(db: Database) {
    const { texts, whole } = tableMaker(db);
    const table = db.schema
      .createTable('snapshot_procedure_rest')
      .addColumn('snapshot_id', whole, c => c.notNull().references('snapshot.id').onDelete('cascade'));
    await texts(table, 'code', 'cases row_ids')
      .addPrimaryKeyConstraint('snapshot_procedure_rest_key', ['snapshot_id', 'code'])
      .execute();
    await sql`
      insert into snapshot_procedure_rest (snapshot_id, code, row_ids)
      select snapshot_id, code, row_ids from snapshot_procedure where row_ids is not null`.execute(db);
    await db.schema.alterTable('snapshot_procedure').dropColumn('row_ids').execute();
  },
};
