import { type ColumnDataType, type CreateTableBuilder, type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as `Tables` has them now
type Database = Kysely<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above
type Builder = CreateTableBuilder<any, any>;

export const jobs: Migration = {
  async up(db: Database) {
    const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
    const text: ColumnDataType | ReturnType<typeof sql> = postgres ? sql`text collate "C"` : 'text';
    const create = (table: string, columns: string, optional = '') => {
      let builder: Builder = db.schema.createTable(table) as Builder;
      for (const name of columns.split(' '))
        builder = builder.addColumn(name, text as 'text', c => c.notNull());
      for (const name of optional.split(' ').filter(Boolean))
        builder = builder.addColumn(name, text as 'text');
      return builder;
    };

    await create(
      'job',
      'id kind scope state requested_by origin queued_at',
      'started_at finished_at worker_host token heartbeat run_id plan_id message idempotency_key',
    )
      .addColumn('priority', 'integer', c => c.notNull())
      .addColumn('attempts', 'integer', c => c.notNull())
      .addColumn('cancel_requested', 'integer', c => c.notNull())
      .addColumn('worker_pid', 'integer')
      .addPrimaryKeyConstraint('job_key', ['id'])
      // Nulls do not collide: only jobs that were asked for with a key.
      .addUniqueConstraint('job_once', ['requested_by', 'idempotency_key'])
      .execute();
    await index(db, 'job', ['state', 'kind', 'id']);
    await index(db, 'job', ['finished_at']);

    const event = create('job_event', 'job_id at kind data').addForeignKeyConstraint(
      'job_event_job',
      ['job_id'],
      'job',
      ['id'],
      c => c.onDelete('cascade'),
    );
    await (postgres
      ? event.addColumn('id', 'bigint', c => c.primaryKey().generatedAlwaysAsIdentity())
      : event.addColumn('id', 'integer', c => c.primaryKey().autoIncrement())
    ).execute();
    await index(db, 'job_event', ['job_id', 'id']);

    await create('moment', 'job due expression claimed_at worker outcome', 'job_id reason')
      .addPrimaryKeyConstraint('moment_key', ['job', 'due'])
      .execute();
  },
};

async function index(db: Database, table: string, columns: string[]): Promise<void> {
  await db.schema
    .createIndex(`${table}_by_${columns.join('_')}`)
    .on(table)
    .columns(columns)
    .execute();
}
