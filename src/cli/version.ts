import { readFileSync } from 'node:fs';
import { ownFile } from '../domain/own-files.ts';

/** Of package.json, which is there wherever the program is. */
export function programVersion(): string {
  const text = readFileSync(ownFile('package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
