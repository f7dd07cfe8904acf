import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    // One PostgreSQL server for every store test, processes that do commands for all of them.
    globalSetup: ['test/support/postgres.ts', 'test/support/command-hosts.ts'],
    // Two cores, real servers and browsers: more workers only get in each other's way.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
