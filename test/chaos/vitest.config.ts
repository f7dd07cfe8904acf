import '../support/compile-cache.ts';
import '../support/temporary-memory.ts';
import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const root = new URL('../..', import.meta.url).pathname;
/** What `npm test` tries a share of. */
const shared = globSync('test/**/*.test.ts', { cwd: root }).filter(file =>
  readFileSync(`${root}${file}`, 'utf8').includes('support/thorough.ts'),
);

/** `npm run test:chaos`: real faults that take their time. What is quick of them is part of `npm test` as well. */
export default defineConfig({
  test: {
    root,
    include: ['test/chaos/**/*.{chaos,test}.ts', ...shared],
    env: { THOROUGH: '1' },
    globalSetup: ['test/support/real-parts.ts'],
    maxWorkers: 1,
    testTimeout: 300_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
