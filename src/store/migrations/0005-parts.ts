import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

export const parts: Migration = {
  async up(db: Database) {
    const { create, whole } = tableMaker(db);

    await create(
      'part',
      'id owner kind name configuration body state',
      'worker host heartbeat progress result error',
    )
      .addColumn('pid', 'integer')
      .addColumn('attempts', 'integer', c => c.notNull())
      .addColumn('stop', 'integer', c => c.notNull())
      .addPrimaryKeyConstraint('part_key', ['id'])
      .execute();
    await db.schema.createIndex('part_by_owner').on('part').column('owner').execute();

    await create('host_slot', 'host token')
      .addColumn('slot', 'integer', c => c.notNull())
      .addColumn('beat', 'integer', c => c.notNull())
      .addPrimaryKeyConstraint('host_slot_key', ['host', 'slot'])
      .execute();
    await create('host_user', 'host token machine')
      .addColumn('pid', 'integer', c => c.notNull())
      .addColumn('beat', 'integer', c => c.notNull())
      .addColumn('wants', 'integer', c => c.notNull())
      .addColumn('turn', 'integer', c => c.notNull())
      .addPrimaryKeyConstraint('host_user_key', ['host', 'token'])
      .execute();

    await db.schema.alterTable('cache').addColumn('stored', whole).execute();
  },
};
