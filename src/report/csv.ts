import { sortableTime } from '../domain/time.ts';
import { type CellValue, rowColumns } from './columns.ts';
import type { ReportModel } from './model.ts';
import { printable } from './printable.ts';
import { countedRows } from './rows.ts';
import type { Write } from './staged-file.ts';

/** `discrepancies.csv`: RFC 4180, UTF-8 with a byte order mark so that Excel reads the diacritics. */
export async function writeCsv(model: ReportModel, write: Write, signal?: AbortSignal): Promise<void> {
  await write(`\ufeff${record(rowColumns.map(column => column.header))}`);
  for await (const page of countedRows(model, signal)) {
    for (const row of page) await write(record(rowColumns.map(column => column.value(row, model))));
  }
}

function record(values: CellValue[]): string {
  return `${values.map(field).join(',')}\r\n`;
}

/** Quoted where the format asks for it; a text a spreadsheet would take for a formula gets an apostrophe in front. */
export function field(value: CellValue): string {
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
