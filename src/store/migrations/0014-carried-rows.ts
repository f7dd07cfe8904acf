import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/**
 * What a run could not look at again stands among its rows. Of the last run it is put in now; of earlier ones only
 * their number is known.
 */
export const carriedRows: Migration = {
  async up(db: Database) {
    const { text } = tableMaker(db);
    await db.schema
      .alterTable('run_discrepancy')
      .addColumn('last_seen', text, column => column.notNull().defaultTo(''))
      .execute();
    const runs: { id: string; summary: string }[] = await db
      .selectFrom('run')
      .select(['id', 'summary'])
      .where('summary', 'is not', null)
      .orderBy('number', 'desc')
      .execute();
    if (runs[0]) await enterCarried(db, runs[0].id);
    for (const [at, { id, summary }] of runs.entries()) {
      const told = JSON.parse(summary) as { counts: Record<string, number> };
      const { toDo, unchecked } = await countRows(db, id);
      Object.assign(told.counts, { toDo, unchecked: at === 0 ? unchecked : (told.counts.carried ?? 0) });
      await db
        .updateTable('run')
        .set({ summary: JSON.stringify(told) })
        .where('id', '=', id)
        .execute();
    }
  },
};

async function enterCarried(db: Database, run: string): Promise<void> {
  await sql`
    insert into run_discrepancy
      (run_id, fingerprint, content_id, state, first_seen, last_seen, rank, owner, rule, procedure, agency, system)
    select ${run}, d.fingerprint, d.content_id, 'carried', d.first_seen, d.last_seen,
      case c.severity when 'critical' then 0 when 'major' then 1 when 'minor' then 2 else 3 end,
      c.owner, d.rule, d.procedure, d.agency, d.system
    from discrepancy d join discrepancy_content c on c.id = d.content_id
    where d.state = 'open' and not exists (
      select 1 from run_discrepancy r where r.run_id = ${run} and r.fingerprint = d.fingerprint)`.execute(db);
  await sql`
    update run_discrepancy set waiver_id = (
      select max(w.id) from waiver w join run on run.id = run_discrepancy.run_id
      where w.fingerprint = run_discrepancy.fingerprint and w.revoked_at is null
        and (w.until is null or w.until >= run.started_at))
    where run_id = ${run} and state = 'carried'`.execute(db);
  await sql`
    update run_discrepancy set state = 'waived'
    where run_id = ${run} and state = 'carried' and waiver_id is not null`.execute(db);
}

async function countRows(db: Database, run: string): Promise<{ toDo: number; unchecked: number }> {
  const counts = { toDo: 0, unchecked: 0 };
  const rows = await db
    .selectFrom('run_discrepancy')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('run_id', '=', run)
    .where('rank', '<', 3)
    .where('state', '<>', 'waived')
    .groupBy('state')
    .execute();
  for (const { state, count } of rows) counts[state === 'carried' ? 'unchecked' : 'toDo'] += Number(count);
  return counts;
}
