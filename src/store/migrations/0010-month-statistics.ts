import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

export const monthStatistics: Migration = {
  async up(db: Database) {
    const { texts, text } = tableMaker(db);
    const table = db.schema.createTable('month_statistics').addColumn('month', text, c => c.primaryKey());
    await texts(table, 'run_id made_at body').execute();
  },
};
