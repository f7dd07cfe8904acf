import './support/compile-cache.ts';
import './support/temporary-memory.ts';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './support/longest-first.ts';

const root = new URL('..', import.meta.url).pathname;
const together = {
  // A test file leaves nothing behind: a process does file after file of them, and loads the program once.
  isolate: false,
  // There are more processes than cores: threads that collect garbage beside each of them only wait for one another.
  execArgv: ['--single-threaded-gc'],
  setupFiles: ['test/support/properties-of-today.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // What is waited for comes when the machine has time for it.
  expect: { poll: { timeout: 30_000 } },
  // Whatever language the machine speaks.
  env: { LC_ALL: 'C.UTF-8' },
};

/** Rooms of functions, which want nothing built or started for them; but for the tests of these that do. */
const tidy = {
  name: 'tidy',
  root,
  include: [
    'test/{adapter,adapters,config,definitions,documents,domain,plan,readiness,reading,reconcile,report,review,words}/**/*.test.ts',
  ],
  exclude: ['test/adapters/huge.test.ts', 'test/report/from-store.test.ts'],
  ...together,
};

/** What puts something in the place of a module has to come before whoever loads it. */
const apart = ['test/server/first-load.test.ts'];

export default defineConfig({
  test: {
    // On two cores: while four wait for something real to happen, two can work.
    maxWorkers: 6,
    sequence: { sequencer: LongestFirst },
    // All in one: its processes have loaded the program, and while some files of it wait, functions are tried. The tidy
    // rooms by themselves, with nothing built or started, are for whoever asks for them: `--project tidy`.
    projects: process.argv.some(word => /^(?:--project=)?tidy$/.test(word))
      ? [{ test: tidy }]
      : [
          { test: { name: 'apart', root, include: apart, ...together, isolate: true } },
          {
            test: {
              name: 'whole',
              root,
              include: ['test/**/*.test.ts'],
              exclude: apart,
              globalSetup: ['test/support/real-parts.ts'],
              ...together,
            },
          },
        ],
  },
});
