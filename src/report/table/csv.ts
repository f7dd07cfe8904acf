import { sortableTime } from '../../domain/time.ts';
import { printable } from '../printable.ts';
import type { Write } from '../staged-file.ts';
import { type SheetValue, sheetCell, sheetColumns, type Table } from './table.ts';

/** A table as RFC 4180, UTF-8 with a byte order mark so that Excel reads the diacritics; page by page. */
export async function writeCsv<Row>(
  table: Table<Row>,
  pages: AsyncIterable<readonly Row[]>,
  write: Write,
): Promise<void> {
  const columns = sheetColumns(table);
  await write(`\ufeff${record(columns.map(({ title }) => title))}`);
  for await (const page of pages) {
    for (const row of page) await write(record(columns.map(({ cell }) => sheetCell(cell(row)).value)));
  }
}

function record(values: readonly SheetValue[]): string {
  return `${values.map(field).join(',')}\r\n`;
}

/** Quoted where the format asks for it; a text a spreadsheet would take for a formula gets an apostrophe in front. */
export function field(value: SheetValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text =
    typeof value === 'string'
      ? defused(printable(value))
      : 'day' in value
        ? value.day
        : sortableTime(value.moment);
  return /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// Full-width signs too: spreadsheets with an East Asian setting take them for the plain ones.
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

function defused(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}
