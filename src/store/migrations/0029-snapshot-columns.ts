import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/**
 * Offerings of a snapshot's procedures in columns of their own: what judging reads, and the ids of rows it never reads.
 * Lists of agencies that procedures share are kept once. Snapshots from before keep everything in `body`.
 */
export const snapshotColumns: Migration = {
  async up(db: Database) {
    const { create, text, whole } = tableMaker(db);
    await db.schema.alterTable('snapshot_procedure').addColumn('agency_list', whole).execute();
    await db.schema.alterTable('snapshot_procedure').addColumn('offered', text).execute();
    await db.schema.alterTable('snapshot_procedure').addColumn('row_ids', text).execute();
    await create('snapshot_agency_list', 'agencies')
      .addColumn('snapshot_id', whole, c => c.notNull().references('snapshot.id').onDelete('cascade'))
      .addColumn('number', whole, c => c.notNull())
      .addPrimaryKeyConstraint('snapshot_agency_list_key', ['snapshot_id', 'number'])
      .execute();
  },
};
