import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longer than all that comes after them would: minutes between a kill and who takes over, an installation. */
const longest = [
  'runtime/child-crash.test.ts',
  'runtime/job-child.test.ts',
  'apply/crash-matrix.test.ts',
  'package/installed.test.ts',
  'cli/serve-together.test.ts',
  'cli/bad-input.test.ts',
  'server/pages.test.ts',
  'adapters/opencps/write-resume.test.ts',
  'cli/serve-apply.test.ts',
  'review/corpus.test.ts',
  'reconcile/needs.test.ts',
  'fuzz/short.test.ts',
  'adapters/opencps/write-many.test.ts',
  'chaos/clocks.test.ts',
].map(file => fileURLToPath(new URL(`../${file}`, import.meta.url)));

/** Begins the longest files of a project first, else the last of them goes on when the other workers have nothing left. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const gone = longest.filter(file => !existsSync(file));
    if (gone.length > 0) throw new Error(`longest-first.ts names what is no file: ${gone.join(', ')}`);
    const projects = Object.groupBy(await super.sort(files), ({ project }) => project.name);
    return Object.values(projects).flatMap(one =>
      one!.toSorted((a, b) => rank(a.moduleId) - rank(b.moduleId)),
    );
  }
}

function rank(file: string): number {
  return longest.includes(file) ? 0 : 1;
}
