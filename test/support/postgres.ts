import type { TestProject } from 'vitest/node';
import { startPostgresServer } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the server's `postgres` database, or why there is none. */
    postgres: { url: string } | { problem: string };
  }
}

/** Global set-up of the tests: one real PostgreSQL server for all files; tests make a database each. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  try {
    const server = await startPostgresServer();
    project.provide('postgres', { url: server.url });
    return () => server.remove();
  } catch (error) {
    // Only the tests that need it fail then, and say why.
    project.provide('postgres', { problem: error instanceof Error ? error.message : String(error) });
    return async () => {};
  }
}
