import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, describe, inject } from 'vitest';
import type { Store, StoreSettings } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { migratedDatabase } from '../support/postgres.ts';
import { openedFor } from './settings-of.ts';

export { finding, minute, wholeRun, wholeSettlement } from './findings.ts';
export { openedFor } from './settings-of.ts';

export interface TestDatabase {
  driver: StoreSettings['driver'];
  /** A database of its own with our tables in it and nothing else; gone after the test. */
  settings(): Promise<StoreSettings>;
  /** The same for all tests of the group. */
  kept(): Promise<StoreSettings>;
  /** The same with nothing in it, for what makes the tables. */
  empty(): Promise<StoreSettings>;
  /** A store on an empty database, closed after the test. */
  open(): Promise<Store>;
}

/** Runs the same tests on SQLite and on PostgreSQL, or on those named. */
export function onEveryDatabase(
  title: string,
  tests: (database: TestDatabase) => void,
  drivers: readonly TestDatabase['driver'][] = ['sqlite', 'postgres'],
): void {
  for (const driver of drivers) {
    describe(`${title} (${driver})`, () => {
      const undo: (() => Promise<void>)[] = [];
      const undoLast: typeof undo = [];
      const undone = (steps: typeof undo) => async () => {
        for (const step of steps.splice(0).reverse()) await step();
      };
      afterEach(undone(undo));
      afterAll(undone(undoLast));
      const make = async (databases: Record<typeof driver, () => Made | Promise<Made>>, steps = undo) => {
        const made = await databases[driver]();
        steps.push(made.drop);
        return made.settings;
      };
      const migrated = { sqlite: storeFile, postgres: () => emptyDatabase(migratedDatabase) };
      const settings = () => make(migrated);
      tests({
        driver,
        settings,
        kept: () => make(migrated, undoLast),
        empty: () => make({ sqlite: emptyFile, postgres: () => emptyDatabase() }),
        async open() {
          const store = await openedFor(await settings());
          undo.push(() => store.close());
          return store;
        },
      });
    });
  }
}

/** A database, and what takes it away. */
interface Made {
  settings: StoreSettings;
  drop(): Promise<void>;
}

export type MadeFile = Made & { settings: { driver: 'sqlite' } };

/** The place of a SQLite file in a folder of its own. */
export function emptyFile(): MadeFile {
  const folder = mkdtempSync(join(tmpdir(), 'dvc-sync-store-'));
  return {
    settings: { driver: 'sqlite', file: join(folder, 'store.db') },
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

let withTables: Promise<Buffer> | undefined;

/** A SQLite file with our tables in it and nothing else: a copy is there sooner than tables are made. */
export async function storeFile(): Promise<MadeFile> {
  withTables ??= (async () => {
    const { settings, drop } = emptyFile();
    await (await openStore(settings)).close();
    const bytes = readFileSync(settings.file);
    await drop();
    return bytes;
  })();
  const made = emptyFile();
  writeFileSync(made.settings.file, await withTables, { mode: 0o600 });
  return made;
}

/** A database on the PostgreSQL server that the tests have started, empty or as another there is. */
export async function emptyDatabase(template?: string): Promise<{
  settings: StoreSettings & { driver: 'postgres' };
  drop(): Promise<void>;
}> {
  const server = inject('postgres');
  if ('problem' in server) throw new Error(`PostgreSQL could not be started: ${server.problem}`);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(
    server.url,
    `create database ${name}${template ? ` template ${template} strategy file_copy` : ''}`,
  );
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return {
    settings: { driver: 'postgres', url: url.href },
    drop: () => onServer(server.url, `drop database ${name} with (force)`),
  };
}

let administration: pg.Pool | undefined;

/** By one connection of this process for all of them: one for each statement would cost a fourth of what a database does. */
async function onServer(url: string, statement: string): Promise<void> {
  administration ??= new pg.Pool({
    connectionString: url,
    max: 1,
    idleTimeoutMillis: 0,
    allowExitOnIdle: true,
  })
    // A connection that is lost while nobody asks is made anew for the next who does.
    .on('error', () => {});
  await administration.query(statement);
}

/** All rows of batches, one after the other. */
export async function collect<Row>(batches: AsyncIterable<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}
