import { shortText, visibly } from '../domain/text.ts';

/** What stands in a cell, as a message quotes it: as it is written, cut where it is long, nothing in it hidden. */
export function quoted(text: string): string {
  return `"${visibly(shortText(text, 80))}"`;
}
