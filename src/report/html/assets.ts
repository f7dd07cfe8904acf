import { readFile } from 'node:fs/promises';
import { ownFile } from '../../domain/own-files.ts';
import { Markup } from './markup.ts';

/** A style sheet or script of ours, as it goes into a page. */
export async function asset(name: string): Promise<Markup> {
  return new Markup(await readFile(ownFile(`assets/html/${name}`), 'utf8'));
}
