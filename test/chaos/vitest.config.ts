import '../support/compile-cache.ts';
import '../support/temporary-memory.ts';
import { defineConfig } from 'vitest/config';

/** `npm run test:chaos`: real faults that take their time. What is quick of them is part of `npm test` as well. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: [
      'test/chaos/**/*.{chaos,test}.ts',
      'test/adapters/*/{write-resume,write-many,write-round-trip}.test.ts',
    ],
    env: { THOROUGH: '1' },
    globalSetup: [
      'test/support/build-for-tests.ts',
      'test/support/postgres.ts',
      'test/support/command-hosts.ts',
    ],
    maxWorkers: 1,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
