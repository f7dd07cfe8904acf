import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/** The unit an account of role `unit` speaks for. */
export const accountUnits: Migration = {
  async up(db: Database) {
    const { text } = tableMaker(db);
    for (const table of ['api_key', 'session'])
      await db.schema.alterTable(table).addColumn('unit', text).execute();
  },
};
