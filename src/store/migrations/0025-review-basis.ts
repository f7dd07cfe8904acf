import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/** What of the national record lists spoke about; of lists from before nobody knows. */
export const reviewBasis: Migration = {
  async up(db: Database) {
    const { create, text } = tableMaker(db);
    await create('review_basis', 'hash facts')
      .addPrimaryKeyConstraint('review_basis_key', ['hash'])
      .execute();
    await db.schema.alterTable('review_entry').addColumn('basis', text).execute();
  },
};
