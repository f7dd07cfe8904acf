import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/** A job may answer to several keys, of whoever asked for the same. */
export const jobKeys: Migration = {
  async up(db: Database) {
    const { create } = tableMaker(db);
    await create('idempotency_key', 'account key job_id at')
      .addPrimaryKeyConstraint('idempotency_key_once', ['account', 'key'])
      .addForeignKeyConstraint('idempotency_key_job', ['job_id'], 'job', ['id'], c => c.onDelete('cascade'))
      .execute();
    await db.schema.createIndex('idempotency_key_by_job_id').on('idempotency_key').column('job_id').execute();
    // Keys of holders of tokens had the account before them.
    await sql`insert into idempotency_key (account, key, job_id, at)
      select case when requested_identity like 'token %' then requested_identity else requested_by end,
        case when requested_identity like 'token %'
          then substr(idempotency_key, length(requested_identity) + 2) else idempotency_key end,
        id, queued_at
      from job where idempotency_key is not null`.execute(db);
    // SQLite does not drop a column that a constraint is about: it stays, and nobody looks at it.
    await db.updateTable('job').set({ idempotency_key: null }).execute();
  },
};
