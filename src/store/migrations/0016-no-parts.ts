import type { Migration } from 'kysely/migration';
import type { Database } from './table-maker.ts';

/** A run and an applying are done by one process each: nothing of them is shared out any more. */
export const noParts: Migration = {
  async up(db: Database) {
    for (const table of ['part', 'host_slot', 'host_user']) await db.schema.dropTable(table).execute();
  },
};
