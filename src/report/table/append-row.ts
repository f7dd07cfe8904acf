import type { CellStyle } from './sheet-styles.ts';

/** What stands in a cell; a date is the wall clock of its place as if that were UTC. */
export type Stored = string | number | Date | null;

/** What the library's sheet has beside what it declares. */
interface Inside {
  stream: { write(text: string): void };
  startedData: boolean;
  /** Number of the next row. */
  _rowZero: number;
  _workbook: { styles: { addStyleModel(style: CellStyle, type: number): number } };
  _writeColumns(): void;
  _writeOpenSheetData(): void;
}

/**
 * Writes a row into the library's streamed sheet as the library would, without its objects for each cell, which were two thirds of
 * the time of a large workbook. Rows of a sheet are either all written so or none. The library's own rows are what the
 * test holds these against.
 */
export function appendRow(
  sheet: object,
  cells: readonly { value: Stored; style: CellStyle }[],
  height: number,
): void {
  const inside = sheet as Inside;
  if (!inside.startedData) {
    inside._writeColumns();
    inside._writeOpenSheetData();
    inside.startedData = true;
  }
  const row = inside._rowZero++;
  const { styles } = inside._workbook;
  const spans = cells.length > 0 ? ` spans="1:${cells.length}"` : '';
  let text = `<row r="${row}" ht="${height}" customHeight="1"${spans}>`;
  for (let at = 0; at < cells.length; at++) {
    const { value, style } = cells[at]!;
    const start = `<c r="${lettersOf(at)}${row}" s="${styles.addStyleModel(style, 0)}"`;
    if (value === null) text += `${start}/>`;
    else if (typeof value === 'string')
      text += `${start} t="inlineStr"><is><r><t xml:space="preserve">${escaped(value)}</t></r></is></c>`;
    else text += `${start}><v>${typeof value === 'number' ? value : daysOf(value)}</v></c>`;
  }
  inside.stream.write(`${text}</row>`);
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Spreadsheets read `_xHHHH_` as an escape, so one that stands in a text is escaped itself. */
function escaped(text: string): string {
  return text.replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_').replace(/[&<>]/g, sign => escapes[sign]!);
}

/** Days since the end of 1899, as spreadsheets count them. */
function daysOf(date: Date): number {
  return 25_569 + date.getTime() / 86_400_000;
}

const letters: string[] = [];

/** A, B … Z, AA … */
function lettersOf(column: number): string {
  letters[column] ??=
    (column < 26 ? '' : lettersOf(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));
  return letters[column];
}
