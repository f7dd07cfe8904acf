import './support/compile-cache.ts';
import './support/temporary-memory.ts';
import { globSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './support/longest-first.ts';

const root = new URL('..', import.meta.url).pathname;
const together = {
  // A test file leaves nothing behind: a process does file after file of them, and loads the program once.
  isolate: false,
  setupFiles: ['test/support/properties-of-today.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // What is waited for comes when the machine has time for it.
  expect: { poll: { timeout: 30_000 } },
  // Whatever language the machine speaks.
  env: { LC_ALL: 'C.UTF-8' },
};

/** Rooms of functions, which want nothing built or started for them; but for the tests of these that do. */
const tidy = globSync(
  'test/{adapter,adapters,config,definitions,documents,domain,plan,readiness,reading,reconcile,report,review,words}/**/*.test.ts',
  { cwd: root, exclude: ['test/adapters/huge.test.ts', 'test/report/from-store.test.ts'] },
);

/** What puts something in the place of a module has to come before whoever loads it. */
const apart = ['test/server/first-load.test.ts'];

export default defineConfig({
  test: {
    // On two cores: while three wait for something real to happen, two can work.
    maxWorkers: 5,
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { name: 'tidy', root, include: tidy, ...together } },
      { test: { name: 'apart', root, include: apart, ...together, isolate: true } },
      {
        test: {
          name: 'real parts',
          root,
          include: ['test/**/*.test.ts'],
          exclude: [...tidy, ...apart],
          globalSetup: ['test/support/real-parts.ts'],
          ...together,
        },
      },
    ],
  },
});
