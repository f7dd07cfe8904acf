import { fileURLToPath } from 'node:url';

/** What is built for the tests (`build-for-tests.ts`). */
export const builtFolder = fileURLToPath(new URL('../.built/', import.meta.url));

/** What a process of the tests begins with: `main` is the program as it is installed, others are the tests' own. */
export function built(name: string): string {
  return `${builtFolder}${name}.js`;
}

/** Which files it was built into, with what is in each and what each loads: the `outputs` of esbuild's `Metafile`. */
export const builtParts = `${builtFolder}parts.json`;
