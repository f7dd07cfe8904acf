import { createHash } from 'node:crypto';

/** A change of the code, as Stryker tells of it: where, by what, and what it stands for. */
export interface Mutant {
  id: string;
  fileName: string;
  mutatorName: string;
  replacement?: string | undefined;
  location: { start: { line: number; column: number } };
}

const oneIn = Number(process.env.MUTANTS_ONE_IN ?? 1);
const seed = process.env.MUTANTS_SEED ?? '1';

/** One in so many, each by itself: the same ones for the same seed and code, wherever the copy of the project lies. */
export function isDrawn({ fileName, mutatorName, replacement, location: { start } }: Mutant): boolean {
  const file = fileName.slice(fileName.lastIndexOf('/src/'));
  const text = [seed, file, start.line, start.column, mutatorName, replacement].join(' ');
  return createHash('sha256').update(text).digest().readUInt32BE() % oneIn === 0;
}

/** Mutants that were not drawn are not tested; Stryker counts what a checker refuses as errors, in no score. */
class Sample {
  async init() {}

  async check(mutants: Mutant[]) {
    return Object.fromEntries(
      mutants.map(mutant => [
        mutant.id,
        isDrawn(mutant) ? { status: 'passed' } : { status: 'compileError', reason: 'not drawn' },
      ]),
    );
  }

  group(mutants: Mutant[]) {
    return [mutants.map(({ id }) => id)];
  }
}

export const strykerPlugins = [{ kind: 'Checker', name: 'sample', injectableClass: Sample }];
