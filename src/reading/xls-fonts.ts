import { CFB } from '@e965/xlsx';
import { type CellFont, cellFont, type SheetFonts } from './workbook-fonts.ts';

const records = {
  font: 0x31,
  format: 0xe0,
  sheet: 0x85,
  end: 0x0a,
  begin: 0x809,
  severalNumbers: 0xbd,
};
/** Records of a cell, which all begin with its row, its column and the number of its format. */
const cells: ReadonlySet<number> = new Set([0x06, 0xd6, 0xfd, 0x203, 0x204, 0x205, 0x27e]);

/**
 * Fonts of the cells of an XLS, by number of the sheet. Of a text in several fonts the pieces are not told apart: it
 * has the font of its cell.
 */
export function xlsFonts(file: Uint8Array): SheetFonts[] {
  const container = CFB.read(file as Buffer, { type: 'buffer' });
  const content = (CFB.find(container, '/Workbook') ?? CFB.find(container, '/Book'))?.content;
  if (!content) return [];
  const book = Buffer.from(content as Uint8Array);
  const fonts: (CellFont | undefined)[] = [];
  const formats: number[] = [];
  const sheets: number[] = [];
  for (const [kind, at, length] of recordsOf(book, 0)) {
    if (kind === records.font && length >= 16) fonts.push(fontAt(book, at, length));
    else if (kind === records.format && length >= 2) formats.push(book.readUInt16LE(at));
    else if (kind === records.sheet && length >= 4) sheets.push(book.readUInt32LE(at));
  }
  if (!fonts.some(Boolean)) return [];
  // There is no font number 4.
  const byFormat = formats.map(font => fonts[font > 4 ? font - 1 : font]);
  return sheets.map(start => sheetFonts(book, start, byFormat));
}

function sheetFonts(book: Buffer, start: number, fonts: readonly (CellFont | undefined)[]): SheetFonts {
  const special = new Map<number, CellFont[]>();
  const keep = (row: number, column: number, format: number) => {
    const font = fonts[format];
    if (!font) return;
    const inRow = special.get(row) ?? [];
    special.set(row, inRow);
    inRow[column] = font;
  };
  for (const [kind, at, length] of recordsOf(book, start)) {
    if (length < 6 || (kind !== records.severalNumbers && !cells.has(kind))) continue;
    const [row, column] = [book.readUInt16LE(at), book.readUInt16LE(at + 2)];
    if (kind !== records.severalNumbers) keep(row, column, book.readUInt16LE(at + 4));
    else
      for (let n = 0; 4 + 6 * n + 8 <= length; n++) keep(row, column + n, book.readUInt16LE(at + 4 + 6 * n));
  }
  return { font: (row, column) => special.get(row)?.[column] };
}

/** From a place to the end of what begins there; charts lie within sheets. */
function* recordsOf(book: Buffer, start: number): Generator<[kind: number, at: number, length: number]> {
  let depth = 0;
  for (let at = start; at + 4 <= book.length; ) {
    const [kind, length] = [book.readUInt16LE(at), book.readUInt16LE(at + 2)];
    if (at + 4 + length > book.length) return;
    if (kind === records.begin) depth++;
    else if (kind === records.end && --depth <= 0) return;
    else if (depth === 1) yield [kind, at + 4, length];
    at += 4 + length;
  }
}

function fontAt(book: Buffer, at: number, length: number): CellFont | undefined {
  const struck = (book.readUInt16LE(at + 2) & 0x08) !== 0;
  const [letters, wide] = [book[at + 14]!, (book[at + 15]! & 1) !== 0];
  const end = Math.min(at + length, at + 16 + letters * (wide ? 2 : 1));
  const name = book.toString(wide ? 'utf16le' : 'latin1', at + 16, end);
  return cellFont(struck, name);
}
