import { findPackageJSON } from 'node:module';
import { basename, dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * Where the files lie that the program brings, while its sources run (`src/`, `adapters/`) as well as built into `dist/`,
 * where a module is no longer where it was written. They lie in the same places of the package either way.
 */

const home = pathToFileURL(`${dirname(findPackageJSON(import.meta.url)!)}/`);

/** A file that is no module: `assets/html/base.css`. */
export function ownFile(path: string): URL {
  return new URL(path, home);
}

/** A module that a thread or a process begins with, by its source: `src/cli/main.ts`. Each is an entry of the build. */
export function ownModule(source: string): URL {
  return import.meta.url.endsWith('.ts')
    ? ownFile(source)
    : new URL(basename(source).replace(/\.ts$/, '.js'), import.meta.url);
}
