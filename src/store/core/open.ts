import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Kysely, sql } from 'kysely';
import { migrations } from '../migrations/index.ts';
import type { Tables } from '../tables/index.ts';
import { ColumnValues } from './column-values.ts';
import type { Opening, Store, StoreSettings } from './contract.ts';
import { type Marks, markBegun, refuseBeginning } from './marks.ts';
import { describePostgresFailure, placeOf, postgresFailure } from './postgres-failure.ts';
import { probeFile, probeTables, quickCheck } from './probe.ts';
import {
  type Beside,
  describeFailure,
  isRead,
  openFile,
  openToRead,
  patiently,
  settle,
  sqliteDialect,
  sqliteFailure,
} from './sqlite.ts';
import { at, StoreError } from './store-error.ts';

/**
 * Opens the store and brings its tables up to date; safe when several processes do so at once.
 * Throws `StoreError` when the file or server cannot be used, was written by a newer version, or is empty where a store
 * was before.
 */
export async function openStore(settings: StoreSettings, opening: Opening = {}): Promise<Store> {
  return settings.driver === 'sqlite'
    ? openSqlite(settings.file, opening)
    : openPostgres(settings.url, opening);
}

/** Whether tables may be made where there are none, and who is told once there are. */
interface Beginning extends Marks {
  mayBegin: boolean;
}

async function openSqlite(
  file: string,
  { marks = [], mayBegin = false, upToDate = false }: Opening,
): Promise<Store> {
  const inMemory = file === ':memory:';
  const beginning = {
    ...{ place: resolve(file), files: inMemory ? [] : marks, mayBegin },
    ...(!inMemory && { beside: `${file}.begun` }),
  };
  // Asked before it is opened, since opening makes the file.
  if (!inMemory && !mayBegin)
    refuseBeginning(beginning, () => !statSync(file, { throwIfNoEntry: false })?.size);
  const database = openFile(file);
  const beside: Beside = { writing: {}, reading: {} };
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database, beside), plugins: [new ColumnValues()] });
  try {
    await patiently(() => settle(database));
    if (!upToDate) {
      // Kysely does not lock while migrating SQLite: two first starts would both create the tables.
      await patiently(() => database.exec('begin immediate'));
      await migrate(db, 'sqlite', file, beginning);
      database.exec('commit');
      markBegun(beginning);
    }
    const opened = inMemory ? undefined : statSync(file);
    // Not sooner: while tables are made, only the connection that makes them knows of them.
    if (!inMemory) beside.reader = openToRead(file);
    return {
      driver: 'sqlite',
      db,
      close: () => db.destroy(),
      busyFor: () => Math.max(waitedFor(beside.writing), waitedFor(beside.reading)),
      probe: () => (opened ? probeFile(file, opened) : probeTables(db)),
      ...(!inMemory && { quickCheck: () => quickCheck(file) }),
    };
  } catch (error) {
    // Closing rolls back what has been begun.
    database.close();
    throw describeFailure(file, error);
  }
}

function waitedFor({ since }: Beside['writing']): number {
  return since === undefined ? 0 : performance.now() - since;
}

/** Any number will do, so long as nobody else of this database uses it. */
export const openingLock = 0x6f70656e;
/** As long as Kysely waits for its own lock, whatever the server is set to. */
const longestWait = '1h';

async function openPostgres(
  url: string,
  { marks = [], mayBegin = false, upToDate = false }: Opening,
): Promise<Store> {
  // Its driver is of no use to whoever has a file.
  const { postgresDialect } = await import('./postgres.ts');
  const db = new Kysely<Tables>({ dialect: postgresDialect(url), plugins: [new ColumnValues()] });
  const beginning = { place: placeOf(url), files: marks, mayBegin };
  try {
    if (!upToDate) {
      // No transaction: after a statement that failed in one, what is asked next hides why.
      await db.connection().execute(async inner => {
        // Who begins it at the same moment waits here: half of what another one makes is no store that is gone.
        await sql`select pg_advisory_lock(${sql.lit(openingLock)})
          from set_config('lock_timeout', ${longestWait}, true)`.execute(inner);
        await migrate(inner, 'postgres', placeOf(url), beginning);
        // Where this is not reached, the connection is closed, and the lock goes with it.
        await sql`select pg_advisory_unlock(${sql.lit(openingLock)})`.execute(inner);
      });
      markBegun(beginning);
    }
    return { driver: 'postgres', db, probe: () => probeTables(db), close: () => db.destroy() };
  } catch (error) {
    await db.destroy();
    throw describePostgresFailure(url, error);
  }
}

const hasMigrations = {
  sqlite: sql`select 1 from sqlite_master where name = 'kysely_migration'`,
  postgres: sql`select 1 where to_regclass('kysely_migration') is not null`,
};

async function migrate(store: Kysely<Tables>, driver: Store['driver'], place: string, beginning: Beginning) {
  // By name: Kysely looks through all tables with their columns, which takes longer than all else here.
  const { rows: begun } = await hasMigrations[driver].execute(store);
  if (begun.length > 0) {
    const { missing, unknown } = await appliedMigrations({ db: store });
    if (unknown.length > 0) {
      throw new StoreError(
        at(place, {
          vi: `bản dvc-sync mới hơn đã ghi vào đây (${unknown[0]}); cài bản ấy, hoặc chỉ kho dữ liệu khác`,
          en: `a newer version of dvc-sync has written here (${unknown[0]}); install that one, or name another store`,
        }),
      );
    }
    // As nearly always.
    if (missing.length === 0) return;
  } else if (!beginning.mayBegin) refuseBeginning(beginning);
  const { Migrator } = await import('kysely/migration');
  // Tables are spoken of as they are, whatever version made them.
  const db = store.withoutPlugins();
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** Migrations this program knows and the database has not had, and the other way round. */
export async function appliedMigrations({
  db,
}: Pick<Store, 'db'>): Promise<{ missing: string[]; unknown: string[] }> {
  const known = db as unknown as Kysely<{ kyselyMigration: { name: string } }>;
  const rows = await known.selectFrom('kyselyMigration').select('name').execute();
  const done = new Set(rows.map(({ name }) => name));
  return {
    missing: Object.keys(migrations).filter(name => !done.has(name)),
    unknown: [...done].filter(name => !(name in migrations)),
  };
}

/** What a failure while working with an open store means; undefined when it is not the store's. */
export function storeFailure(settings: StoreSettings, error: unknown): StoreError | undefined {
  if (error instanceof StoreError) return error;
  return settings.driver === 'sqlite'
    ? sqliteFailure(settings.file, error)
    : postgresFailure(settings.url, error);
}

/**
 * Runs `work` in one transaction, or in the one `store` is already in. Everything `work` does must go through the
 * store it is handed: on SQLite one transaction writes at a time, and the outer one waits for it.
 */
export async function inTransaction<T>(store: Store, work: (inner: Store) => Promise<T>): Promise<T> {
  if (store.db.isTransaction) return work(store);
  const { fence, ...open } = store;
  return store.db.transaction().execute(async db => {
    const inner = { ...open, db };
    const result = await work(inner);
    // Last, since the row it locks is the one others renew meanwhile.
    await fence?.(inner);
    return result;
  });
}

/**
 * The store as somebody sees it who may write only while `fence` does not throw: every transaction of `inTransaction` is
 * fenced by it, and every single statement that writes is such a transaction.
 *
 * @param job whose work is written, where it is a job's.
 */
export function fencedStore(
  store: Store,
  fence: (inner: Store) => Promise<void>,
  job: string | undefined = store.job,
): Store {
  const fenced: Store = {
    ...store,
    // A copy, whose execution is our own; Kysely has no place round a statement where one could step in.
    db: store.db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => result,
    }),
    ...(job !== undefined && { job }),
    async fence(inner) {
      await store.fence?.(inner);
      await fence(inner);
    },
  };
  const executor = fenced.db.getExecutor();
  const atOnce = executor.executeQuery.bind(executor);
  executor.executeQuery = (query, options) =>
    isRead(query)
      ? atOnce(query, options)
      : inTransaction(fenced, inner => inner.db.executeQuery(query, options));
  return fenced;
}
