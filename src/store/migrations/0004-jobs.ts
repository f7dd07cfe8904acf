import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

export const jobs: Migration = {
  async up(db: Database) {
    const { create, postgres } = tableMaker(db);

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
