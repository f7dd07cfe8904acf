import { hash } from 'node:crypto';

/** A row of a table, in the platform's words. Writes change these objects in place. */
export type Row = Record<string, unknown> & { id: string };

/** The same id for the same words, on every machine. */
export function guidOf(...words: string[]): string {
  const hex = hash('sha1', words.join('\n'), 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
