import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Database, goOnAfter, lastId, tableMaker } from './table-maker.ts';

/**
 * Events name their job by a number: with its id in each of them and in their index they were most of what a store grows
 * by that runs every few minutes. They keep their own ids, by which listeners go on.
 */
export const numberedJobs: Migration = {
  async up(db: Database) {
    const { create, numbered, index, whole, postgres } = tableMaker(db);
    await db.schema
      .alterTable('job')
      .addColumn('number', whole, c => c.notNull().defaultTo(sql`0`))
      .execute();
    await sql`
      update job set number = counted.number
      from (select id, row_number() over (order by id) as number from job) as counted
      where counted.id = job.id`.execute(db);
    await db.schema.createIndex('job_by_number').unique().on('job').column('number').execute();

    const last = await lastId(db, 'job_event');
    await numbered(
      create('numbered_event', 'at kind data').addColumn('job', whole, c =>
        c.notNull().references('job.number').onDelete('cascade'),
      ),
    ).execute();
    await sql`
      insert into numbered_event (id, job, at, kind, data) ${postgres ? sql`overriding system value` : sql``}
      select e.id, job.number, e.at, e.kind, e.data from job_event e join job on job.id = e.job_id`.execute(
      db,
    );
    await db.schema.dropTable('job_event').execute();
    await db.schema.alterTable('numbered_event').renameTo('job_event').execute();
    await index('job_event', 'job id');
    await goOnAfter(db, 'job_event', last);
  },
};
