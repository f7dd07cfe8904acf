/**
 * `npm run test:mutation -- <room> [file…] [--one-in 10 --seed 1] [--workers 2]`: changes the room's code in one place at a time and
 * counts the changes that no test notices, of all of them or of a sample. What was measured before and has not changed is
 * not measured again. Ends with 1 below 80 %.
 */
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { rooms } from './rooms.ts';

const { values, positionals } = parseArgs({
  options: {
    'one-in': { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
  },
  allowPositionals: true,
});
const [room = '', ...files] = positionals;
if (!(room in rooms)) {
  console.error(
    `usage: npm run test:mutation -- ${Object.keys(rooms).join('|')} [file…] [--one-in 10 --seed 1] [--workers 2]`,
  );
  process.exit(64);
}
process.env.MUTATED_ROOM = room;
process.env.MUTANTS_ONE_IN = values['one-in'];
process.env.MUTANTS_SEED = values.seed;
const { isDrawn } = await import('./sample.ts');
const sampled = values['one-in'] !== '1';

const stryker = new Stryker({
  mutate: files.length > 0 ? files : [`src/${room}/**/*.ts`],
  plugins: ['@stryker-mutator/vitest-runner', new URL('sample.ts', import.meta.url).pathname],
  checkers: sampled ? ['sample'] : [],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // What is run while modules are loaded would take a process for each mutant.
  ignoreStatic: true,
  // Words and patterns have tests of their own; a changed letter in them is no change of behaviour.
  mutator: { excludedMutations: ['Regex', 'StringLiteral'] },
  concurrency: Number(values.workers),
  // A machine that has other work to do is no endless loop; those are told by how often a place is passed.
  timeoutMS: 90_000,
  dryRunTimeoutMinutes: 20,
  incremental: true,
  incrementalFile: `node_modules/.cache/mutation/${[room, values['one-in'], values.seed].join('-')}.json`,
  tempDirName: 'node_modules/.cache/mutation/copies',
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { logTests: false, reportTests: false, reportScoreTable: !sampled, allowColor: false },
  thresholds: { high: 90, low: 80, break: null },
  // It knows no TypeScript of today and would rewrite a configuration it found; ours needs no rewriting.
  tsconfigFile: 'no-tsconfig.json',
  symlinkNodeModules: true,
});

const results = await stryker.runMutationTest();
const considered = results.filter(({ status }) => status !== 'Ignored');
const loading = results.filter(({ statusReason }) => statusReason?.startsWith('Static'));
// Results count lines and columns from one, what is asked of a checker from nought.
const drawn = considered.filter(({ location: { start }, ...each }) =>
  isDrawn({ ...each, location: { start: { line: start.line - 1, column: start.column - 1 } } }),
);
const count = (status: string) => drawn.filter(each => each.status === status).length;
const noticed = count('Killed') + count('Timeout');
const share = noticed / drawn.length;
console.log(
  `${room}: ${drawn.length} of ${considered.length} mutants: ${count('Killed')} killed, ${count('Timeout')} timed out, ` +
    `${count('Survived')} survived, ${count('NoCoverage')} in no test; ${percent(share)}` +
    (sampled ? ` (95 %: ${interval(share, drawn.length).map(percent).join(' to ')})` : '') +
    `; ${loading.length} run while modules are loaded were left out`,
);
if (share < 0.8) process.exitCode = 1;

/** Wilson's: where the share of all of them lies, judged by a sample. */
function interval(share: number, size: number): [low: number, high: number] {
  const z2 = 1.96 ** 2;
  const middle = share + z2 / (2 * size);
  const reach = 1.96 * Math.sqrt((share * (1 - share)) / size + z2 / (4 * size * size));
  return [(middle - reach) / (1 + z2 / size), (middle + reach) / (1 + z2 / size)];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
