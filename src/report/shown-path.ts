import { relative } from 'node:path';

/** From the working directory where it lies below that, else whole. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short;
}
