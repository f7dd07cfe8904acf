import type { Migration } from 'kysely/migration';
import { type Builder, type Database, tableMaker } from './table-maker.ts';

export const plans: Migration = {
  async up(db: Database) {
    const { create } = tableMaker(db);
    const ofPlan = (builder: Builder, table: string) =>
      builder.addForeignKeyConstraint(`${table}_plan`, ['plan_id'], 'plan', ['id'], c =>
        c.onDelete('cascade'),
      );

    await create('plan', 'id created_at author state fingerprint head applier')
      .addPrimaryKeyConstraint('plan_key', ['id'])
      .execute();
    await ofPlan(create('plan_action', 'plan_id system body state', 'message finished_at'), 'plan_action')
      .addColumn('number', 'integer', c => c.notNull())
      .addColumn('wave', 'integer', c => c.notNull())
      .addPrimaryKeyConstraint('plan_action_key', ['plan_id', 'number'])
      .execute();
    await ofPlan(create('approval', 'plan_id who reason at'), 'approval')
      .addPrimaryKeyConstraint('approval_key', ['plan_id', 'at', 'who'])
      .execute();
    await ofPlan(
      create('journal', 'plan_id system actions label request state at', 'words ended_at'),
      'journal',
    )
      .addColumn('number', 'integer', c => c.notNull())
      .addPrimaryKeyConstraint('journal_key', ['plan_id', 'number'])
      .execute();

    const target = 'system procedure kind case_key agency';
    await create('applied', `${target} value plan_id at`, 'digest')
      .addPrimaryKeyConstraint('applied_key', target.split(' ') as never)
      .execute();
    await create('writer_memory', 'system procedure key value')
      .addPrimaryKeyConstraint('writer_memory_key', ['system', 'procedure', 'key'])
      .execute();
  },
};
