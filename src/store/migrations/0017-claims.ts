import type { Migration } from 'kysely/migration';
import type { Database } from './table-maker.ts';

/**
 * One table says who is at something. Jobs and letters that were in hand are in nobody's: the processes of the version
 * before are gone, and letters handed to the mail server are in doubt, as they were.
 */
export const claims: Migration = {
  async up(db: Database) {
    await db.deleteFrom('lease').execute();
    await db.schema.alterTable('lease').renameTo('claim').execute();
    await db
      .updateTable('job')
      .set({ state: 'waiting', worker_host: null, worker_pid: null })
      .where('state', '=', 'running')
      .execute();
    for (const column of ['token', 'heartbeat'])
      await db.schema.alterTable('job').dropColumn(column).execute();
    await db.updateTable('letter').set({ worker: '' }).execute();
    await db.schema.alterTable('letter').dropColumn('heartbeat').execute();
  },
};
