import { readFileSync } from 'node:fs';

/** Of package.json, which is there wherever the program is. */
export function programVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
