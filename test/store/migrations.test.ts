import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, it } from 'vitest';
import type { StoreSettings } from '../../src/store/contract.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { openStore } from '../../src/store/open.ts';
import { findPlan, savePlan } from '../../src/store/plans.ts';
import { postgresDialect } from '../../src/store/postgres.ts';
import { beginRun, findRun } from '../../src/store/runs.ts';
import { openFile, sqliteDialect } from '../../src/store/sqlite.ts';
import type { Tables } from '../../src/store/tables.ts';
import { minute, onEveryDatabase } from './support.ts';

/** A database as an earlier version left it: migrations up to this one, and a row of that time. */
async function writtenUpTo(last: string, settings: StoreSettings): Promise<string> {
  const dialect =
    settings.driver === 'sqlite' ? sqliteDialect(openFile(settings.file)) : postgresDialect(settings.url);
  const db = new Kysely<Tables>({ dialect });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateTo(last);
  if (error) throw error;
  const id = await beginRun({ driver: settings.driver, db, close: () => db.destroy() }, minute(0));
  await db.destroy();
  return id;
}

onEveryDatabase('a store of an earlier version', database => {
  it.each(Object.keys(migrations))('written up to %s keeps its rows and gets the new tables', async last => {
    const settings = await database.settings();
    const run = await writtenUpTo(last, settings);
    const store = await openStore(settings);
    try {
      expect(await findRun(store, run)).toMatchObject({ id: run, status: 'running' });
      const plan = { id: 'P-1', createdAt: minute(1), author: 'A', fingerprint: 'f', head: {} };
      await savePlan(store, plan, []);
      expect(await findPlan(store, 'P-1')).toEqual({ ...plan, state: 'draft' });
    } finally {
      await store.close();
    }
  });
});
