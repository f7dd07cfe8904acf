import { cutText } from '../../domain/text.ts';
import { printable } from '../printable.ts';

/** What a cell can hold, in UTF-16 units. */
const cellLimit = 32_767;

/**
 * Text as a cell carries it so that reading gives it back: cut at what a cell holds, and with `_xHHHH_`, which
 * spreadsheets read as an escape, escaped itself.
 */
export function cellText(text: string): string {
  const plain = printable(text);
  return cutText(plain, cellLimit).replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_');
}
