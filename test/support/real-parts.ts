import type { TestProject } from 'vitest/node';
import buildForTests from './build-for-tests.ts';
import startCommandHosts from './command-hosts.ts';
import startPostgres from './postgres.ts';

/** Global set-up: the built program, one PostgreSQL server for every store test, processes that do commands for all of them. */
export default async function startRealParts(project: TestProject): Promise<() => Promise<void>> {
  // A compiler and a server that makes its first files: neither waits for the other.
  const [, stopPostgres, stopHosts] = await Promise.all([
    buildForTests(project),
    startPostgres(project),
    startCommandHosts(project),
  ]);
  return async () => {
    stopHosts();
    await stopPostgres();
  };
}
