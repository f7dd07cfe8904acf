import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { record, verifyTrail } from '../../../src/store/access/audit.ts';
import type { Store, StoreSettings } from '../../../src/store/core/contract.ts';
import { inTransaction, openStore, storeFailure } from '../../../src/store/core/open.ts';
import { StoreError } from '../../../src/store/core/store-error.ts';
import { beginRun, findRun, listRuns } from '../../../src/store/runs/runs.ts';
import { migratedDatabase } from '../../support/postgres.ts';
import { emptyDatabase, minute } from '../support.ts';

let database: { settings: StoreSettings & { driver: 'postgres' }; drop(): Promise<void> };
let store: Store;
let admin: pg.Client;
beforeAll(async () => {
  database = await emptyDatabase(migratedDatabase);
  store = await openStore(database.settings);
  admin = new pg.Client({ connectionString: database.settings.url, application_name: 'admin' });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await store.close();
  await database.drop();
});

/** As a restart of the server does, or an administrator. */
async function endConnections(): Promise<void> {
  await admin.query(
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity
     where datname = current_database() and application_name = 'dvc-sync'`,
  );
  // The word of it is on its way through the socket.
  await wait(50);
}

function sentence(error: unknown): string {
  const failure = storeFailure(database.settings, error);
  expect(failure).toBeInstanceOf(StoreError);
  expect(failure!.message).not.toContain('postgres:postgres');
  return failure!.message;
}

it('goes on after its connections were ended: idle, between statements of a transaction, in the middle of one', async () => {
  await listRuns(store, 1);
  await endConnections();
  expect(await listRuns(store, 1)).toEqual([]);

  const between = inTransaction(store, async inner => {
    await beginRun(inner, minute(1));
    await endConnections();
    await listRuns(inner, 1);
  });
  expect(sentence(await between.catch((error: unknown) => error))).toContain('chạy lại');
  expect(await listRuns(store, 1)).toEqual([]);

  const asleep = inTransaction(store, async inner => {
    await beginRun(inner, minute(2));
    await sql`select pg_sleep(20)`.execute(inner.db);
  });
  const ended = asleep.catch((error: unknown) => error);
  await wait(200);
  await endConnections();
  expect(sentence(await ended)).toContain('chạy lại');
  expect(await listRuns(store, 1)).toEqual([]);

  const reads = Promise.allSettled(Array.from({ length: 40 }, () => listRuns(store, 10)));
  await endConnections();
  for (const read of await reads) if (read.status === 'rejected') sentence(read.reason);
  await beginRun(store, minute(3));
  expect(await listRuns(store, 10)).toHaveLength(1);
});

it('stores and looks for texts with NUL as U+FFFD, which PostgreSQL would refuse', async () => {
  const nul = 'có\0NUL và \ud800 nửa cặp';
  expect(await findRun(store, nul)).toBeUndefined();
  const entry = { at: minute(1), who: nul, origin: 'cli', action: 'waive', target: nul, outcome: nul };
  await record(store, { ...entry, before: nul, after: { [nul]: nul } });
  expect(await verifyTrail(store)).toEqual({ entries: 1 });
  const { who } = await store.db.selectFrom('audit').select('who').executeTakeFirstOrThrow();
  expect(who).toBe('có\ufffdNUL và \ufffd nửa cặp');
});
