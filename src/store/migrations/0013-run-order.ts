import type { Migration } from 'kysely/migration';
import type { Database } from './table-maker.ts';

/**
 * Numbers the runs in the order they were made, whatever the clock said then. Those there are: in the order of their
 * last snapshots, whose ids are given out one after the other; where none is kept any more, by their own ids.
 */
export const runOrder: Migration = {
  async up(db: Database) {
    await db.schema
      .alterTable('run')
      .addColumn('number', 'integer', column => column.notNull().defaultTo(0))
      .execute();
    await db.schema.createIndex('run_by_number').on('run').column('number').execute();
    const runs = await db
      .selectFrom('run')
      .leftJoin('snapshot', 'snapshot.run_id', 'run.id')
      .select(({ fn }) => ['run.id as id', fn.max('snapshot.id').as('last')])
      .groupBy('run.id')
      .orderBy('run.id')
      .$castTo<{ id: string; last: number | null }>()
      .execute();
    // A run that read nothing, or whose snapshots are gone, stays behind the one it came after.
    let before = 0;
    const placed = runs.map(({ id, last }) => {
      before = last ?? before;
      return { id, place: before };
    });
    placed.sort((a, b) => a.place - b.place);
    for (const [index, { id }] of placed.entries())
      await db
        .updateTable('run')
        .set({ number: index + 1 })
        .where('id', '=', id)
        .execute();
  },
};
