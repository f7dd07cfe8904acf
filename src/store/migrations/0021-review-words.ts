import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/** What the two offices say of the rows of Phụ lục II. */
export const reviewWords: Migration = {
  async up(db: Database) {
    const { create, numbered, index } = tableMaker(db);
    const columns = 'procedure agency office word by at explanation';
    await numbered(create('review_word', columns, 'opinion proposal until identity lapsed_at')).execute();
    await index('review_word', 'procedure agency id', 'row');
    await index('review_word', 'agency lapsed_at', 'agency');
  },
};
