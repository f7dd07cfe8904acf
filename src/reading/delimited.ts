import { parse } from 'csv-parse/sync';
import type { Sheet, SheetRow } from './book.ts';
import { textCell } from './keep-zero.ts';
import { limits } from './limits.ts';
import { corrupt, reasonOf, UnreadableFile } from './unreadable.ts';

const separators = [',', ';', '\t', '|'] as const;

/** The one table of a CSV text, whatever separates its columns. Everything in it is text. */
export function readDelimited(text: string): Sheet {
  const told = /^(?:\ufeff)?sep=(.)\r?\n/i.exec(text);
  const body = quotedWhole(told ? text.slice(told[0].length) : text);
  const separator = told?.[1] ?? separatorOf(body);
  const records = parsed(body, separator);
  if (records.length > limits.rows)
    throw new UnreadableFile(`tệp có hơn ${limits.rows} dòng, không giống một danh mục.`);
  const rows: SheetRow[] = [];
  records.forEach((record, index) => {
    const cells: SheetRow['cells'] = [];
    record.slice(0, limits.columns).forEach((field, column) => {
      const cell = textCell(field.slice(0, limits.text));
      if (cell) cells[column] = cell;
    });
    // The line Excel puts there for itself counts as a row to whoever opens the file in Excel.
    if (cells.length > 0) rows.push({ number: index + 1, hidden: false, cells });
  });
  return { name: 'CSV', places: 'letters', above: [], rows, merges: [], hidden: false };
}

/** A text in quotes after an equals sign is one field whatever it holds, though no rule of CSV says so. */
function quotedWhole(text: string): string {
  if (!text.includes('="')) return text;
  return text.replace(
    /(?<=^|[,;\t|\r\n])="((?:[^"\r\n]|"")*)"(?=[,;\t|\r\n]|$)/g,
    (_all, inside: string) => `"=""${inside.replaceAll('"', '""')}"""`,
  );
}

/** The separator that splits most lines into the same number of columns. */
function separatorOf(text: string): string {
  const head = text.slice(0, 50_000);
  const scores = separators.map(separator => {
    const counts = new Map<number, number>();
    for (const { length } of parsed(head, separator, true))
      if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
    const [columns = 0, lines = 0] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
    return { separator, score: lines * Math.min(columns, 8) };
  });
  return scores.sort((a, b) => b.score - a.score)[0]!.separator;
}

function parsed(text: string, delimiter: string, lenient = false): string[][] {
  try {
    return parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      skip_records_with_error: lenient,
      max_record_size: 1_000_000,
    });
  } catch (error) {
    if (lenient) return [];
    throw corrupt(reasonOf(error));
  }
}
