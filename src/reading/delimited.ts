import { parse } from 'csv-parse/sync';
import type { Sheet, SheetRow } from './book.ts';
import { textCell } from './keep-zero.ts';
import { limits } from './limits.ts';
import { corrupt, tooMany, UnreadableFile } from './unreadable.ts';

const separators = [',', ';', '\t', '|'] as const;

/** The one table of a CSV text, whatever separates its columns. Everything in it is text. */
export function readDelimited(text: string): Sheet {
  const told = /^(?:\ufeff)?sep=(.)\r?\n/i.exec(text);
  const body = quotedWhole(told ? text.slice(told[0].length) : text);
  const shape = shapeOf(body, told ? [told[1]!] : separators);
  const rows: SheetRow[] = [];
  let records = 0;
  let count = 0;
  parsed(body, shape, record => {
    if (++records > limits.rows) throw tooMany('dòng', limits.rows);
    const cells: SheetRow['cells'] = [];
    record.slice(0, limits.columns).forEach((field, column) => {
      const cell = textCell(field.slice(0, limits.text));
      if (!cell) return;
      cells[column] = cell;
      if (++count > limits.cells) throw tooMany('ô', limits.cells);
    });
    // The line Excel puts there for itself counts as a row to whoever opens the file in Excel.
    if (cells.length > 0) rows.push({ number: records, hidden: false, cells });
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

/** One line of separators is millions of fields, which the parser would all make before anybody could count them. */
function refuseEndless(text: string, separator: string): void {
  const between = separator.charCodeAt(0);
  let inLine = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (letter === 0x0a) inLine = 0;
    else if (letter === between && ++inLine >= limits.sheetColumns) throw tooMany('cột', limits.sheetColumns);
  }
}

interface Shape {
  delimiter: string;
  /** None: whatever the first line ends with. */
  record_delimiter: string[];
}

/**
 * The separator that splits most lines into the same number of columns. Lines that end in several ways, of several
 * programs, only where that makes more such lines: a line may well be broken within a cell.
 *
 * @throws UnreadableFile for lines without end, before any of them is parsed to its own.
 */
function shapeOf(text: string, among: readonly string[]): Shape {
  const head = text.slice(0, 50_000);
  const shapes = [[], ['\r\n', '\n', '\r']].flatMap(record_delimiter =>
    among.map((delimiter): Shape => ({ delimiter, record_delimiter })),
  );
  const shape = bestOf(shapes, head);
  refuseEndless(text, shape.delimiter);
  // What another program wrote may stand behind it all.
  const alike = shapes.filter(({ delimiter }) => delimiter === shape.delimiter);
  return text.length > head.length && endsInSeveralWays(text) ? bestOf(alike, text) : shape;
}

function bestOf(shapes: readonly Shape[], text: string): Shape {
  const scores = shapes.map(shape => {
    const counts = new Map<number, number>();
    parsed(
      text,
      shape,
      ({ length }) => void (length > 1 && counts.set(length, (counts.get(length) ?? 0) + 1)),
      true,
    );
    const [columns = 0, lines = 0] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
    return { shape, score: lines * Math.min(columns, 8) };
  });
  return scores.sort((a, b) => b.score - a.score)[0]!.shape;
}

function endsInSeveralWays(text: string): boolean {
  let first: string | undefined;
  for (const [end] of text.matchAll(/\r\n|\n|\r/g)) {
    first ??= end;
    if (end !== first) return true;
  }
  return false;
}

/** Record by record, so that what is too much is said before all of it is in memory. */
function parsed(text: string, shape: Shape, take: (record: string[]) => void, lenient = false): void {
  try {
    parse(text, {
      ...shape,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      skip_records_with_error: lenient,
      max_record_size: 1_000_000,
      on_record(record: string[]) {
        take(record);
        return null;
      },
    });
  } catch (error) {
    if (lenient) return;
    throw error instanceof UnreadableFile ? error : corrupt();
  }
}
