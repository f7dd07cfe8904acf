import './support/compile-cache.ts';
import './support/temporary-memory.ts';
import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;
const patience = { testTimeout: 60_000, hookTimeout: 120_000 };
// Whatever language the machine speaks.
const env = { LC_ALL: 'C.UTF-8' };

/** Rooms of functions that leave nothing behind: a process does file after file of them, and loads the rooms once. */
const pure = ['definitions', 'domain', 'plan', 'readiness', 'reading', 'reconcile', 'review', 'words'].map(
  room => `test/${room}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    // On two cores: while one waits for something real to happen, two can work.
    maxWorkers: 3,
    projects: [
      { test: { name: 'pure', root, include: pure, isolate: false, env, ...patience } },
      {
        test: {
          name: 'real parts',
          root,
          include: ['test/**/*.test.ts'],
          exclude: pure,
          // The built program, one PostgreSQL server for every store test, processes that do commands for all of them.
          globalSetup: [
            'test/support/build-for-tests.ts',
            'test/support/postgres.ts',
            'test/support/command-hosts.ts',
          ],
          env,
          ...patience,
        },
      },
    ],
  },
});
