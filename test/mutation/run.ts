/**
 * `npm run test:mutation -- <room> [file…]`: changes the room's code in one place at a time and counts the changes that
 * no test notices. What was measured before and has not changed is not measured again. Ends with 1 below 80 %.
 */
import { Stryker } from '@stryker-mutator/core';
import { rooms } from './rooms.ts';

const [room = '', ...files] = process.argv.slice(2);
if (!(room in rooms)) {
  console.error(`usage: npm run test:mutation -- ${Object.keys(rooms).join('|')} [file…]`);
  process.exit(64);
}
process.env.MUTATED_ROOM = room;

const stryker = new Stryker({
  mutate: files.length > 0 ? files : [`src/${room}/**/*.ts`],
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // Words and patterns have tests of their own; a changed letter in them is no change of behaviour.
  mutator: { excludedMutations: ['Regex', 'StringLiteral'] },
  concurrency: 2,
  incremental: true,
  incrementalFile: `node_modules/.cache/mutation/${room}.json`,
  tempDirName: 'node_modules/.cache/mutation/copies',
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { logTests: false, allowColor: false },
  thresholds: { high: 90, low: 80, break: 80 },
  // It knows no TypeScript of today and would rewrite a configuration it found; ours needs no rewriting.
  tsconfigFile: 'no-tsconfig.json',
  symlinkNodeModules: true,
});
await stryker.runMutationTest();
