import { cutText } from '../../domain/text.ts';
import { printable } from '../printable.ts';

/** What a cell can hold, in UTF-16 units. */
const cellLimit = 32_767;

/** Text as a cell can carry it. */
export function cellText(text: string): string {
  return cutText(printable(text), cellLimit);
}
