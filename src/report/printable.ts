import { cutText, withoutInvisible } from '../domain/text.ts';

/**
 * Text as every printed form can carry it: line ends are `\n`, characters that neither XML nor HTML may hold and those
 * that show nothing (marks of writing direction among them) are out, half surrogate pairs become U+FFFD. JSON forms do
 * not need it.
 */
export function printable(text: string): string {
  return withoutInvisible(text.toWellFormed())
    .replace(/\r\n?/g, '\n')
    .replace(/[\u000b\u000c\ufdd0-\ufdef\ufffe\uffff]/g, '');
}

/** What a cell can hold, in UTF-16 units. */
const cellLimit = 32_767;

/** Text as a cell can carry it. */
export function cellText(text: string): string {
  return cutText(printable(text), cellLimit);
}
