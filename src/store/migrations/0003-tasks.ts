import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

export const tasks: Migration = {
  async up(db: Database) {
    const { create, index } = tableMaker(db);
    const kept = 'key state owner system procedure kind fingerprint plan_id due opened_at';
    await create('task', kept, 'body closed_at checked_at note confirmed_by reason')
      .addPrimaryKeyConstraint('task_key', ['key'])
      .execute();
    await index('task', 'due key');
    await index('task', 'state system key');
    await index('task', 'fingerprint');
  },
};
