import { randomUUID } from 'node:crypto';
import { styleText } from 'node:util';
import { numberWords } from '../domain/number-words.ts';
import { terminalJson, terminalLine, terminalText } from '../domain/terminal-text.ts';

import { type Table, type Tone, terminalLines } from '../report/table/table.ts';

export { shownPath } from '../report/shown-path.ts';

/*
 * The one place that prints. Names come from remote systems, from uploads and from whoever types: nothing of them may
 * move the cursor, name the window or turn the direction of writing round. What a terminal would act on is shown by its
 * number; only colours of ours get through.
 */

/** Stands for the escape character of our own colours; nobody outside can know it. */
const mark = `<${randomUUID()}>`;
const marked = new RegExp(`${mark}\\[\\d+m`, 'g');

/** One JSON document on stdout; everything else goes to stderr. */
export function printJson(value: unknown): void {
  process.stdout.write(`${terminalJson(JSON.stringify(value, null, 2))}\n`);
}

export function print(line = ''): void {
  process.stdout.write(`${shown(line)}\n`);
}

export function note(line: string): void {
  process.stderr.write(`${shown(line)}\n`);
}

/** Text with colours already in it, made by parts of ours that clean what they are told; no other sequence passes. */
export function printPainted(text: string): Promise<void> {
  const parts = text.split(/(\u001b\[\d{1,2}m)/);
  const safe = parts.map((part, index) => (index % 2 === 1 ? part : terminalText(part))).join('');
  return new Promise((resolve, reject) => {
    process.stdout.write(safe, error => (error ? reject(error) : resolve()));
  });
}

/** Colour only where somebody looks at a terminal and has not asked for none (no-color.org). */
export function wantsColour(stream: { isTTY?: boolean }, env: Record<string, string | undefined>): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
}

export function wantsColours(): boolean {
  return wantsColour(process.stdout, process.env);
}

/** Colours only on a terminal and only when nobody said `NO_COLOR`. */
export function colour(style: Parameters<typeof styleText>[0], text: string): string {
  if (!wantsColours()) return text;
  return styleText(style, terminalText(text), { validateStream: false }).replaceAll('\u001b', mark);
}

const tints = {
  critical: 'red',
  major: 'yellow',
  minor: 'cyan',
  info: 'blue',
  good: 'green',
  strong: 'bold',
} as const satisfies Record<Tone, string>;

/** Prints the rows of a table, or the first of many. @param more Of what there are more, and how to see them. */
export function printTable<Row>(
  of: Table<Row>,
  rows: readonly Row[],
  { limit = rows.length, more = '' }: { limit?: number; more?: string } = {},
): void {
  print(aligned(terminalLines(of, rows.slice(0, limit), (tone, word) => colour(tints[tone], word))));
  if (rows.length > limit) print(`… còn ${numberWords(rows.length - limit)}${more}`);
}

/** What is longer makes its own row longer, not all of them. */
const widestColumn = 60;

/** Columns padded to the widest cell; the last one is left as it is. */
function aligned(rows: readonly string[][]): string {
  const cells = rows.map(row => row.map(terminalLine));
  const width = (cell: string) => [...cell.replace(marked, '')].length;
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.min(widestColumn, Math.max(...cells.map(row => width(row[column] ?? '')))),
  );
  return cells
    .map(row =>
      row
        .map((cell, column) =>
          column === row.length - 1
            ? cell
            : cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - width(cell))),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function shown(text: string): string {
  return terminalText(text).replaceAll(mark, '\u001b');
}
