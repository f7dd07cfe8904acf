import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, inject } from 'vitest';
import type { Store, StoreSettings } from '../../src/store/core/contract.ts';
import { migratedDatabase } from '../support/postgres.ts';
import { openedFor } from './settings-of.ts';

export { finding, minute, wholeRun, wholeSettlement } from './findings.ts';
export { openedFor } from './settings-of.ts';

export interface TestDatabase {
  driver: StoreSettings['driver'];
  /** An empty database of its own; gone after the test. */
  settings(): Promise<StoreSettings>;
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
      afterEach(async () => {
        for (const step of undo.splice(0).reverse()) await step();
      });
      const make = async (template?: string): Promise<StoreSettings> => {
        const made = driver === 'sqlite' ? emptyFile() : await emptyDatabase(template);
        undo.push(made.drop);
        return made.settings;
      };
      tests({
        driver,
        settings: () => make(),
        async open() {
          const store = await openedFor(await make(migratedDatabase));
          undo.push(() => store.close());
          return store;
        },
      });
    });
  }
}

/** A SQLite file in a folder of its own. */
export function emptyFile(): { settings: StoreSettings & { driver: 'sqlite' }; drop(): Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'dvc-sync-store-'));
  return {
    settings: { driver: 'sqlite', file: join(folder, 'store.db') },
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
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

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** All rows of batches, one after the other. */
export async function collect<Row>(batches: AsyncIterable<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}
