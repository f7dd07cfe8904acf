import { type CellObject, read, SSF, type WorkBook, type WorkSheet } from '@e965/xlsx';
import type { BookKind, Cell, Sheet, SheetRow } from './book.ts';
import { quotedText, textCell } from './keep-zero.ts';
import { shownText } from './legacy-fonts.ts';
import { limits } from './limits.ts';
import { joined } from './runs.ts';
import { corrupt, locked, tooMany, UnreadableFile } from './unreadable.ts';
import { hasOddFont, inFont, richRuns, type SheetFonts } from './workbook-fonts.ts';

/**
 * Sheets of XLSX, XLSB, XLS, ODS, HTML and XML 2003; `file` has been inflated within limits. Nothing is calculated.
 * `fonts` by number of the sheet, of which the library tells nothing.
 */
export function readSpreadsheet(
  file: Uint8Array,
  kind: BookKind,
  fonts: readonly SheetFonts[] = [],
): Sheet[] {
  let book: WorkBook;
  try {
    // Styles only for hidden rows, which `fonts` tells of an XLSX: with them the library compares each cell of a row with
    // all before it. Stubs for formulas without a value. `raw`: text that looks like a number stays text.
    book = quietly(() =>
      read(file, {
        type: 'buffer',
        dense: true,
        cellNF: true,
        cellStyles: kind !== 'xlsx',
        sheetStubs: true,
        cellHTML: false,
        raw: true,
      }),
    );
  } catch (error) {
    if (/password|encrypt/i.test(String(error))) throw locked();
    throw corrupt();
  }
  if (book.SheetNames.length > limits.sheets)
    throw new UnreadableFile(`tệp có hơn ${limits.sheets} trang tính; chia thành nhiều tệp.`);
  const count = { cells: 0 };
  const date1904 = /^(1|true|on)$/i.test(String(book.Workbook?.WBProps?.date1904));
  return book.SheetNames.flatMap((name, index) => {
    const sheet = book.Sheets[name];
    // Chart and dialogue sheets have no cells.
    if (!sheet?.['!data']) return [];
    const hidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0 || fonts[index]?.hidden?.whole === true;
    return [
      { ...sheetOf(sheet, { kind, count, date1904, fonts: fonts[index] }), name: shownText(name), hidden },
    ];
  });
}

/** The library remarks on number formats of ODS on the console, where our answer is to stand alone. */
function quietly<Result>(work: () => Result): Result {
  const { error } = console;
  console.error = () => {};
  try {
    return work();
  } finally {
    console.error = error;
  }
}

interface SheetReading {
  kind: BookKind;
  /** Of the whole file. */
  count: { cells: number };
  date1904: boolean;
  fonts: SheetFonts | undefined;
}

function sheetOf(sheet: WorkSheet, reading: SheetReading): Omit<Sheet, 'name' | 'hidden'> {
  const { kind, count, date1904, fonts } = reading;
  const hidden = fonts?.hidden;
  const data = sheet['!data'] ?? [];
  const rows: SheetRow[] = [];
  // Not by index: a cell in the last row makes a list of a million holes.
  for (const key of Object.keys(data)) {
    const at = Number(key);
    const cells: (Cell | undefined)[] = [];
    const struck: (string | undefined)[] = [];
    const comments: (string | undefined)[] = [];
    for (const [key, cell] of Object.entries(data[at] ?? [])) {
      const column = Number(key);
      const comment = column < limits.columns && cell ? commentOf(cell) : '';
      if (comment) comments[column] = comment;
      const made = column < limits.columns && cell ? cellOf(cell, date1904) : undefined;
      if (!made) continue;
      const seen = seenText(cell!, made, at, column, fonts);
      if (seen?.struck) struck[column] = seen.struck;
      if (seen ? seen.text === '' : made.kind === 'text' && made.text === '') continue;
      cells[column] = seen ? { kind: 'text', text: seen.text } : made;
      if (++count.cells > limits.cells) throw tooMany('ô', limits.cells);
    }
    if (cells.length === 0 && struck.length === 0 && comments.length === 0) continue;
    const isHidden = sheet['!rows']?.[at]?.hidden === true || hidden?.rows.has(at) === true;
    rows.push({
      ...{ number: at + 1, hidden: isHidden, cells },
      ...(struck.length > 0 && { struck }),
      ...(comments.length > 0 && { comments }),
    });
    if (rows.length > limits.rows) throw tooMany('dòng trong một trang tính', limits.rows);
  }
  const hiddenColumns = (sheet['!cols'] ?? []).flatMap((column, at) => (column?.hidden ? [at] : []));
  for (const column of hidden?.columns ?? []) hiddenColumns.push(column);
  const merges = sheet['!merges'] ?? [];
  if (merges.length > limits.merges) throw tooMany('vùng ô gộp', limits.merges);
  return {
    places: kind === 'html' ? 'numbers' : 'letters',
    above: [],
    rows,
    merges: merges.map(({ s, e }) => ({ top: s.r + 1, bottom: e.r + 1, left: s.c, right: e.c })),
    ...(hiddenColumns.length > 0 && { hiddenColumns: new Set(hiddenColumns) }),
  };
}

/** What people see of a cell whose font, or that of a piece of its text, shows something else than its letters. */
function seenText(
  cell: CellObject,
  made: Cell,
  row: number,
  column: number,
  fonts: SheetFonts | undefined,
): { text: string; struck: string } | undefined {
  if (made.kind === 'formula' || made.kind === 'error') return undefined;
  const font = fonts?.font(row, column);
  const shared = typeof cell.r === 'string' && cell.r.includes('rPr') && (font || hasOddFont(cell.r));
  const pieces = fonts?.rich?.(row, column) ?? (shared ? richRuns(cell.r as string, font) : undefined);
  const shown = String(cell.w ?? cell.v ?? '');
  if (pieces === undefined && !font && !/[\ue000-\uf8ff]/.test(shown)) return undefined;
  return joined(pieces ?? [inFont(shown, font)]);
}

function commentOf(cell: CellObject): string {
  return shownText(
    (cell.c ?? [])
      .map(({ t = '' }) => t)
      .join(' ')
      .slice(0, limits.text),
  );
}

function cellOf(cell: CellObject, date1904: boolean): Cell | undefined {
  const raw = String(cell.w ?? cell.v ?? '').slice(0, limits.text);
  const text = shownText(raw);
  // The library makes 0 of a formula without a value, and calls the cell a stub.
  if (cell.f !== undefined && (cell.v === undefined || cell.t === 'z')) {
    const quoted = quotedText(cell.f);
    return (quoted === undefined ? undefined : textCell(`="${quoted}"`)) ?? { kind: 'formula', text: '' };
  }
  if (cell.t === 'e') return { kind: 'error', text: text || '#N/A' };
  // A sign of the private area is no text, but something stands there.
  if (text === '') return raw.trim() === '' ? undefined : { kind: 'text', text };
  if (cell.t === 'n' && typeof cell.v === 'number') {
    const date =
      typeof cell.z === 'string' && SSF.is_date(cell.z) ? SSF.parse_date_code(cell.v, { date1904 }) : null;
    if (date) {
      // Excel shows the day that begins with no country's order as the machine it is on does.
      const shown = /^m\/d\/yy/.test(String(cell.z)) ? `${date.d}/${date.m}/${date.y}` : text;
      return {
        kind: 'date',
        text: shown,
        number: cell.v,
        date: { year: date.y, month: date.m, day: date.d },
      };
    }
    return { kind: 'number', text, number: cell.v };
  }
  if (cell.t === 'b') return { kind: 'boolean', text };
  return textCell(raw) ?? { kind: 'text', text };
}
