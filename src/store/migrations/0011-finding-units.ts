import { createHash } from 'node:crypto';
import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/** Rows looked at, at a time. */
const batch = 500;

/** Findings say which units they are about; earlier ones as far as their evidence names them. */
export const findingUnits: Migration = {
  async up(db: Database) {
    const { create, text } = tableMaker(db);
    await create('unit_set', 'id agency').addPrimaryKeyConstraint('unit_set_key', ['id', 'agency']).execute();
    await db.schema.createIndex('unit_set_by_agency').on('unit_set').columns(['agency', 'id']).execute();
    for (const table of ['staged_finding', 'discrepancy_content']) {
      await db.schema
        .alterTable(table)
        .addColumn('units', text, column => column.notNull().defaultTo(''))
        .execute();
    }
    await db.schema
      .createIndex('discrepancy_content_by_units')
      .on('discrepancy_content')
      .column('units')
      .execute();
    await db.schema
      .createIndex('run_discrepancy_by_run_agency')
      .on('run_discrepancy')
      .columns(['run_id', 'agency'])
      .execute();
    await fillFromEvidence(db);
  },
};

async function fillFromEvidence(db: Database): Promise<void> {
  for (let after = 0; ; ) {
    const rows: { id: number; evidence: string }[] = await db
      .selectFrom('discrepancy_content as c')
      .innerJoin('discrepancy as d', 'd.fingerprint', 'c.fingerprint')
      .select(['c.id', 'c.evidence'])
      .where('d.agency', '=', '')
      .where('c.id', '>', after)
      .where('c.evidence', 'like', '%"agencies":[%')
      .orderBy('c.id')
      .limit(batch)
      .execute();
    for (const { id, evidence } of rows) {
      const units = unitsNamed(evidence);
      if (units.length === 0) continue;
      const set = createHash('sha256').update(JSON.stringify(units)).digest('base64url').slice(0, 22);
      await db
        .insertInto('unit_set')
        .values(units.map(agency => ({ id: set, agency })))
        .onConflict(conflict => conflict.doNothing())
        .execute();
      await db.updateTable('discrepancy_content').set({ units: set }).where('id', '=', id).execute();
    }
    if (rows.length < batch) return;
    after = rows.at(-1)!.id;
  }
}

function unitsNamed(evidence: string): string[] {
  const { agencies } = JSON.parse(evidence) as { agencies?: unknown };
  if (!Array.isArray(agencies)) return [];
  return [...new Set(agencies.filter(code => typeof code === 'string'))].sort();
}
