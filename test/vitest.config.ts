import './support/compile-cache.ts';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    // The built program, one PostgreSQL server for every store test, processes that do commands for all of them.
    globalSetup: [
      'test/support/build-for-tests.ts',
      'test/support/postgres.ts',
      'test/support/command-hosts.ts',
    ],
    // On two cores: while one waits for something real to happen, two can work.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
