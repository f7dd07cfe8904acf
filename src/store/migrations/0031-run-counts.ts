import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/** How many rows of a run are alike, of the city and by unit, counted when it is settled. Of runs that are kept already it is counted now. */
export const runCounts: Migration = {
  async up(db: Database) {
    const { create, whole } = tableMaker(db);
    const kept = async (table: string, alike: string, rows: string) => {
      await create(table, `run_id state owner rule system ${alike}`)
        .addColumn('rank', whole, c => c.notNull())
        .addColumn('count', whole, c => c.notNull())
        .addPrimaryKeyConstraint(
          `${table}_key`,
          `run_id ${alike} rank state owner rule system`.split(' ') as never,
        )
        .addForeignKeyConstraint(`${table}_run`, ['run_id'], 'run', ['id'], c => c.onDelete('cascade'))
        .execute();
      const columns = sql.raw(`run_id, rank, state, owner, rule, system, ${alike}`);
      await sql`
        insert into ${sql.table(table)} (${columns}, count)
        select ${columns}, count(*) from ${sql.raw(rows)} group by ${columns}`.execute(db);
    };
    await kept('run_count', 'procedure', 'run_discrepancy');
    await kept(
      'run_unit_count',
      'agency',
      `(select run_id, rank, state, owner, rule, system, agency from run_discrepancy where agency <> ''
        union all
        select r.run_id, r.rank, r.state, r.owner, r.rule, r.system, u.agency
        from run_discrepancy r
        join discrepancy_content c on c.id = r.content_id
        join unit_set u on u.id = c.units
        where r.agency = '') r`,
    );
  },
};
