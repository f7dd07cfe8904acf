import { createHash } from 'node:crypto';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, it } from 'vitest';
import { canonicalJson, record, verifyTrail } from '../../src/store/audit.ts';
import type { StoreSettings } from '../../src/store/contract.ts';
import { listKeys } from '../../src/store/keys.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { openStore } from '../../src/store/open.ts';
import { findPlan, savePlan } from '../../src/store/plans.ts';
import { postgresDialect } from '../../src/store/postgres.ts';
import { findRun } from '../../src/store/runs.ts';
import { listSessions } from '../../src/store/sessions.ts';
import { openFile, sqliteDialect } from '../../src/store/sqlite.ts';
import type { Tables } from '../../src/store/tables.ts';
import { minute, onEveryDatabase } from './support.ts';

async function openUnmigrated(settings: StoreSettings): Promise<Kysely<Tables>> {
  const dialect =
    settings.driver === 'sqlite' ? sqliteDialect(openFile(settings.file)) : postgresDialect(settings.url);
  return new Kysely<Tables>({ dialect });
}

/** A database as an earlier version left it: migrations up to this one, and a row of that time. */
async function writtenUpTo(last: string, settings: StoreSettings): Promise<string> {
  const db = await openUnmigrated(settings);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateTo(last);
  if (error) throw error;
  // Not by today's functions: they know today's tables.
  const id = '20261123T050000Z-0000';
  await db
    .insertInto('run')
    .values({ id, status: 'running', started_at: minute(0) })
    .execute();
  await db.destroy();
  return id;
}

onEveryDatabase('a store of an earlier version', database => {
  it('keeps its keys and its audit trail; browser sessions end, since nobody knows who gave them', async () => {
    const settings = await database.settings();
    await writtenUpTo('0011-finding-units', settings);
    const old = await openUnmigrated(settings);
    const key = { id: 'k-1', prefix: 'abcdefgh', hash: 'f00d', name: 'Trần Thị B', role: 'admin' };
    await old
      .insertInto('api_key')
      .values({ ...key, role: 'admin', created_at: minute(0), created_by: 'root' })
      .execute();
    const session = { hash: 'h', name: 'Trần Thị B', role: 'admin', created_at: minute(0) };
    await old
      .insertInto('session')
      .values({ ...session, expires_at: '2999', key_id: 'k-1' } as never)
      .execute();
    const entry = {
      ...{ at: minute(0), who: 'root', origin: 'cli', action: 'create-key', target: 'k-1' },
      ...{ before: 'null', after: 'null', outcome: 'done', previous_hash: '' },
    };
    const { previous_hash: _, ...told } = entry;
    const hash = createHash('sha256').update(canonicalJson(told)).digest('hex');
    await old
      .insertInto('audit')
      .values({ ...entry, hash } as never)
      .execute();
    await old.updateTable('audit_head').set({ hash, entries: 1 }).execute();
    await old.destroy();

    const store = await openStore(settings);
    try {
      expect(await listKeys(store)).toMatchObject([{ name: 'Trần Thị B', role: 'admin', revokedAt: null }]);
      expect(await listSessions(store, minute(1))).toEqual([]);
      await record(store, {
        ...{ at: minute(1), who: 'Trần Thị B', identity: 'key k-1', origin: 'api', action: 'waive' },
        ...{ target: 'x', before: null, after: null, outcome: 'done' },
      });
      expect(await verifyTrail(store)).toEqual({ entries: 2 });
      await store.db.updateTable('audit').set({ identity: null }).where('target', '=', 'x').execute();
      expect((await verifyTrail(store)).broken).toMatchObject({ what: 'changed' });
    } finally {
      await store.close();
    }
  });

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
