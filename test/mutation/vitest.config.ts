import '../support/compile-cache.ts';
import '../support/temporary-memory.ts';
import { defineConfig } from 'vitest/config';
import { rooms } from './rooms.ts';

const tests = rooms[process.env.MUTATED_ROOM ?? ''] ?? [];

/** What `npm run test:mutation` runs for each mutant. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: tests.map(room => `test/${room}/**/*.test.ts`),
    globalSetup: tests.includes('snapshot') ? ['test/support/postgres.ts'] : [],
    testTimeout: 60_000,
  },
});
