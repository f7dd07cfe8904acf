import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/** Findings keep what their sentence is made of; those found before keep their sentence until a run judges them again. */
export const findingStatements: Migration = {
  async up(db: Database) {
    const { text } = tableMaker(db);
    for (const table of ['staged_finding', 'discrepancy_content']) {
      await db.schema
        .alterTable(table)
        .addColumn('statement', text, column => column.notNull().defaultTo(''))
        .execute();
    }
  },
};
