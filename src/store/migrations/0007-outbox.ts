import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

export const outbox: Migration = {
  async up(db: Database) {
    const { texts, numbered, index } = tableMaker(db);
    const kept = 'message_id kind subject recipient body state worker heartbeat queued_at not_before';
    await texts(numbered(db.schema.createTable('letter')), kept, 'next_try_at sent_at last_error')
      .addColumn('attempts', 'integer', c => c.notNull())
      .addUniqueConstraint('letter_once', ['message_id'])
      .execute();
    await index('letter', 'state next_try_at id');
    await index('letter', 'recipient kind not_before');
  },
};
