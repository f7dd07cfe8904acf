import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openStore } from '../../src/store/core/open.ts';
import { startPostgresServer } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the server's `postgres` database, or why there is none. */
    postgres: { url: string } | { problem: string };
  }
}

/** A database there with our tables in it and nothing else: copying it is quicker than making them for every test. */
export const migratedDatabase = 'migrated';

async function makeMigrated(server: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${migratedDatabase}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${migratedDatabase}`;
  await (await openStore({ driver: 'postgres', url: url.href })).close();
}

/** Global set-up of the tests: one real PostgreSQL server for all files; tests make a database each. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  try {
    const server = await startPostgresServer();
    await makeMigrated(server.url);
    project.provide('postgres', { url: server.url });
    return () => server.remove();
  } catch (error) {
    // Only the tests that need it fail then, and say why.
    project.provide('postgres', { problem: error instanceof Error ? error.message : String(error) });
    return async () => {};
  }
}
