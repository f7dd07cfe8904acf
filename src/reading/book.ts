/** What a file turned out to be, whatever its name says; with the ends of names that such files have. */
export const bookKinds = {
  xlsx: { name: 'bảng tính Excel (.xlsx)', ends: ['xlsx', 'xlsm', 'xltx', 'xltm'] },
  xlsb: { name: 'bảng tính Excel nhị phân (.xlsb)', ends: ['xlsb'] },
  xls: { name: 'bảng tính Excel đời cũ (.xls)', ends: ['xls', 'xlt'] },
  ods: { name: 'bảng tính OpenDocument (.ods)', ends: ['ods', 'ots'] },
  docx: { name: 'văn bản Word (.docx)', ends: ['docx', 'docm', 'dotx'] },
  csv: { name: 'bảng dạng chữ (.csv)', ends: ['csv', 'txt', 'tsv'] },
  html: { name: 'trang web có bảng (.html)', ends: ['html', 'htm'] },
  'xml-2003': { name: 'bảng tính XML 2003 (.xml)', ends: ['xml'] },
};
export type BookKind = keyof typeof bookKinds;

/** Tables of any file in one form. */
export interface Book {
  kind: BookKind;
  sheets: Sheet[];
  /** What the sender should know about the file as a whole, Vietnamese sentences. */
  notes: string[];
  /** There are pictures in it, or files within the file. */
  pictured: boolean;
  /** Boxes to be ticked lie over its cells, whose state nobody reads. */
  boxed?: boolean;
  /**
   * XLSX only: the parts of the file that were counted while they were inflated (no macro), zipped again, to send
   * the same workbook back with marks in it.
   */
  safeCopy?: Uint8Array;
}

/** A sheet of a workbook, or a table of a document. */
export interface Sheet {
  name: string;
  /** How a place in it is named: `C12`, or row and column for tables of a document, which have no letters. */
  places: 'letters' | 'numbers';
  /** Lines of a document above the table, since the table before. */
  above: string[];
  /** Rows that have anything in them, by number. */
  rows: SheetRow[];
  merges: Merge[];
  hidden: boolean;
  /** 0…; absent where none is known to be. */
  hiddenColumns?: ReadonlySet<number>;
}

export interface SheetRow {
  /** 1…, as the sender sees it. */
  number: number;
  hidden: boolean;
  /** By column, 0…; holes are empty cells. */
  cells: (Cell | undefined)[];
  /** By column: text that is struck out or hidden, which `cells` is without. A row with nothing else was taken out whole. */
  struck?: (string | undefined)[];
  /** By column: what somebody has noted at a cell, perhaps an empty one. */
  comments?: (string | undefined)[];
}

export interface Cell {
  /**
   * As shown, NFC, white space folded. Letters in a font of symbols are the signs they show (✓ ✗ ☑ ☒ ☐ ☺ …), a thing
   * that is no text or a sign nobody knows is `unknownSign`: a cell with something in it is never an empty one.
   */
  text: string;
  /** `formula`: one whose value the file does not hold. */
  kind: 'text' | 'number' | 'date' | 'boolean' | 'error' | 'formula';
  /** The number behind `number` and `date`. */
  number?: number;
  /** Of `date`. */
  date?: { year: number; month: number; day: number };
  /** What was taken off on the way in, Vietnamese, and how it stood in the file: to be told as a correction. */
  mended?: { what: string; from: string };
}

/** Shown where something stands that cannot be read as text: a sign of an unknown font, a picture. */
export const unknownSign = '\ufffd';

/** A merged range; rows 1…, columns 0…, both ends included. What it shows stands in its first cell. */
export interface Merge {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** `C12`, or "dòng 12, cột 3". */
export function placeName(sheet: Pick<Sheet, 'places'>, row: number, column: number): string {
  return sheet.places === 'letters' ? `${columnLetters(column)}${row}` : `dòng ${row}, cột ${column + 1}`;
}

function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}
