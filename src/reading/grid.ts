import type { Cell, Merge, Sheet, SheetRow } from './book.ts';

/** A sheet with its merged ranges at hand. */
export interface Grid {
  sheet: Sheet;
  rows: readonly SheetRow[];
  /** What people see at a place: the cell itself or the merged range over it, and where that stands. */
  shown(row: number, column: number): Shown | undefined;
  /** The widest column that has anything, plus one. */
  width: number;
}

export interface Shown {
  cell: Cell;
  row: number;
  column: number;
}

/** A range merged over more rows than this is a frame, not a cell that speaks for its rows. */
const tallest = 5_000;

export function gridOf(sheet: Sheet): Grid {
  const byNumber = new Map(sheet.rows.map(row => [row.number, row]));
  const byRow = new Map<number, Merge[]>();
  for (const merge of sheet.merges) {
    if (merge.bottom - merge.top > tallest) continue;
    for (let row = merge.top; row <= merge.bottom; row++) {
      const list = byRow.get(row);
      if (list) list.push(merge);
      else byRow.set(row, [merge]);
    }
  }
  const cellAt = (row: number, column: number): Shown | undefined => {
    const cell = byNumber.get(row)?.cells[column];
    return cell && { cell, row, column };
  };
  return {
    sheet,
    rows: sheet.rows,
    width: sheet.rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 0),
    shown(row, column) {
      const own = cellAt(row, column);
      if (own) return own;
      const merge = byRow.get(row)?.find(({ left, right }) => left <= column && column <= right);
      return merge && cellAt(merge.top, merge.left);
    },
  };
}

/** Texts of a row from left to right, empty ones left out. */
export function textsOf(row: SheetRow, from = 0, to = Number.POSITIVE_INFINITY): string[] {
  const texts: string[] = [];
  row.cells.forEach((cell, column) => {
    if (cell && cell.text !== '' && column >= from && column <= to) texts.push(cell.text);
  });
  return texts;
}
