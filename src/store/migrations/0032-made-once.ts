import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/** Keys under which something was asked for that is made once. */
export const madeOnce: Migration = {
  async up(db: Database) {
    const { create, index, whole } = tableMaker(db);
    await create('made_once', 'account key action wanted at')
      .addColumn('made', whole, c => c.notNull())
      .addPrimaryKeyConstraint('made_once_once', ['account', 'key'])
      .execute();
    await index('made_once', 'at');
  },
};
