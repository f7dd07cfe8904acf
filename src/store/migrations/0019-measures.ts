import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/** Files by channel and the indicators of decision 766, as systems publish them month by month. */
export const measures: Migration = {
  async up(db: Database) {
    const { create } = tableMaker(db);
    let demand = create('demand', 'system period procedure agency read_at', 'quality');
    for (const name of ['online', 'direct', 'postal', 'total']) demand = demand.addColumn(name, 'integer');
    await demand.addPrimaryKeyConstraint('demand_key', ['system', 'period', 'procedure', 'agency']).execute();
    let indicator = create(
      'indicator',
      'system period grouping agency code name read_at',
      'quality_status quality_message',
    );
    for (const name of ['numerator', 'denominator', 'score', 'max_score'])
      indicator = indicator.addColumn(name, 'double precision');
    await indicator
      .addPrimaryKeyConstraint('indicator_key', ['system', 'period', 'grouping', 'agency', 'code'])
      .execute();
  },
};
