import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database } from './table-maker.ts';

/** What could not be told is called indeterminate in what is kept, too. */
export const indeterminate: Migration = {
  async up(db: Database) {
    await sql`update month_statistics set body = replace(body, '"untold":', '"indeterminate":')`.execute(db);
    await sql`update snapshot set summary = replace(summary, '"untoldOfferings":', '"indeterminateOfferings":')
      where summary like '%"untoldOfferings":%'`.execute(db);
  },
};
