import { type ColumnDataType, type CreateTableBuilder, type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as `Tables` has them now
type Database = Kysely<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above
type Builder = CreateTableBuilder<any, any>;

export const reviews: Migration = {
  async up(db: Database) {
    const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
    const text: ColumnDataType | ReturnType<typeof sql> = postgres ? sql`text collate "C"` : 'text';
    const whole = postgres ? 'bigint' : 'integer';
    const create = (table: string, columns: string) => {
      let builder: Builder = db.schema.createTable(table) as Builder;
      for (const name of columns.split(' '))
        builder = builder.addColumn(name, text as 'text', c => c.notNull());
      return builder;
    };
    const numbered = (builder: Builder) =>
      postgres
        ? builder.addColumn('id', 'bigint', c => c.primaryKey().generatedAlwaysAsIdentity())
        : builder.addColumn('id', 'integer', c => c.primaryKey().autoIncrement());

    await numbered(create('review_file', 'name sha256 options digest imported_at imported_by origin answer'))
      .addColumn('bytes', whole, c => c.notNull())
      .execute();
    await db.schema
      .createIndex('review_file_by_sha256')
      .on('review_file')
      .columns(['sha256', 'id'])
      .execute();

    await numbered(create('review_part', 'agency list'))
      .addColumn('file_id', whole, c => c.notNull().references('review_file.id'))
      .addColumn('entries', 'integer', c => c.notNull())
      .addColumn('ended_at', text as 'text')
      .addColumn('superseded_by', whole, c => c.references('review_file.id'))
      .execute();
    await db.schema.createIndex('review_part_by_file_id').on('review_part').columns(['file_id']).execute();
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
    await db.schema
      .createIndex('review_entry_by_procedure')
      .on('review_entry')
      .columns(['procedure', 'agency', 'list', 'part_id'])
      .execute();
  },
};
