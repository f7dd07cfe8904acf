import { stripVTControlCharacters, styleText } from 'node:util';

export { shownPath } from '../report/shown-path.ts';

/** One JSON document on stdout; everything else goes to stderr. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Colours only on a terminal and only when nobody said `NO_COLOR`. */
export function wantsColours(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR;
}

/** Colours only on a terminal and only when nobody said `NO_COLOR`. */
export function colour(style: Parameters<typeof styleText>[0], text: string): string {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText(style, text) : text;
}

/** Columns padded to the widest cell; the last one is left as it is. */
export function table(rows: string[][]): string {
  const width = (cell: string) => [...stripVTControlCharacters(cell)].length;
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => width(row[column] ?? ''))));
  return rows
    .map(row =>
      row
        .map((cell, column) =>
          column === row.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - width(cell)),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
