import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

export const jobs: Migration = {
  async up(db: Database) {
    const { create, numbered, index } = tableMaker(db);

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
    await index('job', 'state kind id');
    await index('job', 'finished_at');

    const event = create('job_event', 'job_id at kind data').addForeignKeyConstraint(
      'job_event_job',
      ['job_id'],
      'job',
      ['id'],
      c => c.onDelete('cascade'),
    );
    await numbered(event).execute();
    await index('job_event', 'job_id id');

    await create('moment', 'job due expression claimed_at worker outcome', 'job_id reason')
      .addPrimaryKeyConstraint('moment_key', ['job', 'due'])
      .execute();
  },
};
