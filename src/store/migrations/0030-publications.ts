import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/** Words of units that they have told people of a service, and that they have not. */
export const publications: Migration = {
  async up(db: Database) {
    const { create, numbered, index, whole } = tableMaker(db);
    const words = create('publication_word', 'procedure agency place by at', 'on_day identity');
    await numbered(words.addColumn('published', whole, c => c.notNull())).execute();
    await index('publication_word', 'procedure agency id', 'offering');
  },
};
