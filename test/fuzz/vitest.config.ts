import '../support/compile-cache.ts';
import '../support/temporary-memory.ts';
import { defineConfig } from 'vitest/config';

/** `npm run test:fuzz`: FUZZ_SECONDS for each target (default 30), FUZZ_SEED and FUZZ_PATH to do one again. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/fuzz/**/*.fuzz.ts'],
    globalSetup: ['test/support/postgres.ts'],
    maxWorkers: 2,
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
  },
});
