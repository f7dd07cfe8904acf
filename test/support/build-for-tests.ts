import { writeFile } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { buildProgram } from '../../build.ts';
import { builtFolder, builtParts } from './built.ts';

/** Processes of the tests' own that have parts of the program in them. */
const processes = [
  'test/adapters/read-child.ts',
  'test/apply/killed-apply.ts',
  'test/runtime/killed-child.ts',
  'test/runtime/killed-moment.ts',
  'test/runtime/killed-sender.ts',
  'test/runtime/killed-workers.ts',
  'test/runtime/odd-child.ts',
  'test/runtime/orphan.ts',
  'test/store/core/busy-writer.ts',
  'test/store/runs/killed-run.ts',
  'test/store/work/stopped-writer.ts',
  'test/support/command-host.ts',
];

/** Hundreds of processes begin with the built program, which costs each of them half of what sources do. */
export default async function buildForTests(project: TestProject): Promise<void> {
  const build = async () => writeFile(builtParts, JSON.stringify(await buildProgram(builtFolder, processes)));
  await build();
  project.onTestsRerun(build);
}
