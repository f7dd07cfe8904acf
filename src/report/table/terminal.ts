import { type Cell, type Column, cellParts, type Table, type Tone, valueWords } from './table.ts';

/**
 * A table for a terminal: the titles, then the cells of each row; what may be long stands last.
 *
 * @param paint Colours a word by its tone.
 */
export function terminalLines<Row>(
  { columns }: Table<Row>,
  rows: readonly Row[],
  paint: (tone: Tone, word: string) => string,
): string[][] {
  const shown = columns
    .filter(({ terminal }) => terminal)
    .toSorted((a, b) => Number(a.long ?? false) - Number(b.long ?? false));
  return [
    shown.map(({ title }) => title.toLocaleUpperCase('vi')),
    ...rows.map(row =>
      shown.map(column => {
        const { value, tone } = cellParts(cellOf(column, row));
        return tone === undefined ? valueWords(value) : paint(tone, valueWords(value));
      }),
    ),
  ];
}

function cellOf<Row>({ terminal, cell }: Column<Row>, row: Row): Cell {
  return typeof terminal === 'function' ? terminal(row) : cell!(row);
}
