import { cleanText } from './text.ts';

/** Characters; what a file system takes (255 bytes) with three bytes for a Vietnamese letter. */
const longest = 80;

/**
 * The name of a file somebody sent: without folders, without what terminals, pages and file systems would act on, of a
 * length that can be shown and written, its ending kept.
 */
export function cleanFileName(given: string, otherwise: string): string {
  const last = cleanText(given.split(/[/\\]/).at(-1) ?? '');
  const name = cleanText(last.replace(/[<>:"|?*\0]/g, ' ')).replace(/^\.+/, '');
  if (name === '') return otherwise;
  const letters = Array.from(name);
  if (letters.length <= longest) return name;
  const [ending = ''] = /\.[\p{L}\p{N}]{1,10}$/u.exec(name) ?? [];
  return `${letters.slice(0, longest - ending.length - 1).join('')}…${ending}`;
}
