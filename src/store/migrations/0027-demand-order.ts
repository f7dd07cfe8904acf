import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/** Rows and tasks remember how many people asked for what they are about, so that lists by demand are an index, too. */
export const demandOrder: Migration = {
  async up(db: Database) {
    const { index, whole } = tableMaker(db);
    for (const table of ['run_discrepancy', 'task'])
      await db.schema
        .alterTable(table)
        .addColumn('demand_order', whole, column => column.notNull().defaultTo(sql`0`))
        .execute();
    await index('run_discrepancy', 'run_id demand_order rank rule procedure agency fingerprint', 'demand');
    await index('task', 'demand_order due key');
    await index('demand', 'period procedure agency');
  },
};
