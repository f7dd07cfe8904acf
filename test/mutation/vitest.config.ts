import '../support/compile-cache.ts';
import '../support/temporary-memory.ts';
import { statSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { rooms } from './rooms.ts';

const root = new URL('../..', import.meta.url).pathname;
const room = process.env.MUTATED_ROOM ?? '';
const fewRuns = `${root}test/mutation/few-runs.ts`;

/** Properties of all tests run through `few-runs.ts`. */
const properties: Plugin = {
  name: 'few runs',
  enforce: 'pre',
  resolveId: (id, importer) => (id === 'fast-check' && importer !== fewRuns ? fewRuns : undefined),
};

/** The first test that fails settles a mutant: those of the room itself first, of these the short ones. */
class OwnFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const cost = ({ moduleId }: TestSpecification) =>
      statSync(moduleId).size + (moduleId.includes(`/test/${room}/`) ? 0 : 1e6);
    return files.sort((one, other) => cost(one) - cost(other));
  }
}

/** What `npm run test:mutation` runs for each mutant: tests in one process. */
export default defineConfig({
  plugins: [properties],
  test: {
    root,
    include: rooms[room] ?? [],
    // Snapshots are read into databases of both kinds.
    globalSetup: room === 'snapshot' ? ['test/support/postgres.ts'] : [],
    // Modules are loaded once for all files of a mutant. Static mutants, which this would hide, are left out.
    isolate: false,
    setupFiles: ['test/mutation/settled.ts'],
    // Its hooks are wanted for every file; as a module of `node_modules`, where the copies lie, it would be loaded once.
    server: { deps: { inline: [/stryker-setup/] } },
    sequence: { sequencer: OwnFirst },
    env: { LC_ALL: 'C.UTF-8' },
    testTimeout: 60_000,
  },
});
