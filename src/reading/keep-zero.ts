import { visibly } from '../domain/text.ts';
import type { Cell } from './book.ts';
import { shownText } from './legacy-fonts.ts';

/**
 * What people put round a code so that Excel keeps its zeros (`="1.000300"`, an apostrophe, a tab or control character
 * before it) is taken off, and told. Nothing is calculated: only a quoted text after the equals sign counts.
 */
export function textCell(raw: string): Cell | undefined {
  const { bare, what } = unwrapped(raw);
  const text = shownText(bare);
  if (text === '') return undefined;
  // A tab is what was taken off: it must be seen, too.
  const from = visibly(raw.replaceAll('\t', '‹U+0009›').trim()).slice(0, 100);
  return { kind: 'text', text, ...(what !== undefined && { mended: { what, from } }) };
}

/** The text of a formula that is nothing but a text in quotes. */
export function quotedText(formula: string): string | undefined {
  return /^\s*"((?:[^"]|"")*)"\s*$/.exec(formula)?.[1]?.replaceAll('""', '"');
}

function unwrapped(raw: string): { bare: string; what?: string } {
  const start = raw.trimStart();
  const quoted = start.startsWith('=') ? quotedText(start.slice(1)) : undefined;
  if (quoted !== undefined) return { bare: quoted, what: 'bỏ dấu = và ngoặc kép giữ số 0' };
  // Of what stands before a digit: names may well begin with a quotation mark.
  const before = /^[\s\0-\x1f\x7f]*['’‘]?(?=\d)/.exec(raw)?.[0] ?? '';
  if (/['’‘]/.test(before)) return { bare: raw.slice(before.length), what: 'bỏ dấu nháy giữ số 0' };
  if (/[\0-\t\v\f\x0e-\x1f\x7f]/.test(before))
    return { bare: raw.slice(before.length), what: 'bỏ ký tự điều khiển giữ số 0' };
  return { bare: raw };
}
