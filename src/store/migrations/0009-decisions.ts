import { type ColumnDataType, type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as `Tables` has them now
type Database = Kysely<any>;

export const decisions: Migration = {
  async up(db: Database) {
    const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
    const text = (postgres ? sql`text collate "C"` : 'text') as ColumnDataType;
    const decision = db.schema.createTable('review_decision');
    await (postgres
      ? decision.addColumn('id', 'bigint', c => c.primaryKey().generatedAlwaysAsIdentity())
      : decision.addColumn('id', 'integer', c => c.primaryKey().autoIncrement())
    )
      .addColumn('procedure', text, c => c.notNull())
      .addColumn('agency', text, c => c.notNull())
      .addColumn('eligible', 'integer', c => c.notNull())
      .addColumn('by', text, c => c.notNull())
      .addColumn('reason', text, c => c.notNull())
      .addColumn('at', text, c => c.notNull())
      .addColumn('revoked_at', text)
      .addColumn('revoked_by', text)
      .execute();
    await db.schema
      .createIndex('review_decision_by_procedure')
      .on('review_decision')
      .columns(['procedure', 'id'])
      .execute();
    await db.schema
      .createTable('milestone_done')
      .addColumn('milestone', text, c => c.notNull())
      .addColumn('unit', text, c => c.notNull())
      .addColumn('done_on', text, c => c.notNull())
      .addColumn('by', text, c => c.notNull())
      .addColumn('reason', text, c => c.notNull())
      .addColumn('at', text, c => c.notNull())
      .addPrimaryKeyConstraint('milestone_done_key', ['milestone', 'unit'])
      .execute();
  },
};
