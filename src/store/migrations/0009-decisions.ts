import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

export const decisions: Migration = {
  async up(db: Database) {
    const { create, texts, numbered, index } = tableMaker(db);
    const decision = texts(numbered(db.schema.createTable('review_decision')), 'procedure agency');
    await texts(
      decision.addColumn('eligible', 'integer', c => c.notNull()),
      'by reason at',
      'revoked_at revoked_by',
    ).execute();
    await index('review_decision', 'procedure id', 'procedure');
    await create('milestone_done', 'milestone unit done_on by reason at')
      .addPrimaryKeyConstraint('milestone_done_key', ['milestone', 'unit'])
      .execute();
  },
};
