import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

export const reviews: Migration = {
  async up(db: Database) {
    const { create, numbered, index, text, whole } = tableMaker(db);
    await numbered(create('review_file', 'name sha256 options digest imported_at imported_by origin answer'))
      .addColumn('bytes', whole, c => c.notNull())
      .execute();
    await index('review_file', 'sha256 id', 'sha256');

    await numbered(create('review_part', 'agency list'))
      .addColumn('file_id', whole, c => c.notNull().references('review_file.id'))
      .addColumn('entries', 'integer', c => c.notNull())
      .addColumn('ended_at', text)
      .addColumn('superseded_by', whole, c => c.references('review_file.id'))
      .execute();
    await index('review_part', 'file_id');
    // However many import at once: one list of a unit counts.
    await db.schema
      .createIndex('review_part_current')
      .unique()
      .on('review_part')
      .columns(['agency', 'list'])
      .where(sql.ref('ended_at'), 'is', null)
      .execute();

    await create('review_entry', 'procedure agency list name sheet technical legal')
      .addColumn('part_id', whole, c => c.notNull().references('review_part.id').onDelete('cascade'))
      .addColumn('row', 'integer', c => c.notNull())
      .addPrimaryKeyConstraint('review_entry_key', ['part_id', 'procedure'])
      .execute();
    await index('review_entry', 'procedure agency list part_id', 'procedure');
  },
};
