import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/** Checks of eligible rows, every one there ever was. */
export const appraisals: Migration = {
  async up(db: Database) {
    const { create, numbered, index } = tableMaker(db);
    const columns = 'procedure agency result items by reason at';
    await numbered(create('appraisal', columns, 'identity')).execute();
    await index('appraisal', 'procedure agency id', 'row');
  },
};
