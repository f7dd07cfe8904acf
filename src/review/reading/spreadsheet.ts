import { type CellObject, read, SSF, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { numberWords } from '../../domain/number-words.ts';
import type { BookKind, Cell, Merge, Sheet, SheetRow } from './book.ts';
import { shownText } from './legacy-fonts.ts';
import { limits } from './limits.ts';
import { corrupt, locked, reasonOf, UnreadableFile } from './unreadable.ts';

/** Sheets of XLSX, XLSB, XLS, ODS, HTML and XML 2003; `file` has been inflated within limits. Nothing is calculated. */
export function readSpreadsheet(file: Uint8Array, kind: BookKind): Sheet[] {
  let book: WorkBook;
  try {
    // Styles only for hidden rows; `raw`: text that looks like a number stays text.
    book = quietly(() =>
      read(file, {
        type: 'buffer',
        dense: true,
        cellNF: true,
        cellStyles: true,
        cellHTML: false,
        raw: true,
      }),
    );
  } catch (error) {
    if (/password|encrypt/i.test(reasonOf(error))) throw locked();
    throw corrupt(reasonOf(error));
  }
  if (book.SheetNames.length > limits.sheets)
    throw new UnreadableFile(`tệp có hơn ${limits.sheets} trang tính; chia thành nhiều tệp.`);
  const count = { cells: 0 };
  return book.SheetNames.flatMap((name, index) => {
    const sheet = book.Sheets[name];
    // Chart and dialogue sheets have no cells.
    if (!sheet?.['!data']) return [];
    const hidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0;
    return [{ ...sheetOf(sheet, count, kind), name: shownText(name), hidden }];
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

function sheetOf(sheet: WorkSheet, count: { cells: number }, kind: BookKind): Omit<Sheet, 'name' | 'hidden'> {
  const data = sheet['!data'] ?? [];
  const rows: SheetRow[] = [];
  // Not by index: a cell in the last row makes a list of a million holes.
  for (const key of Object.keys(data)) {
    const at = Number(key);
    const cells: (Cell | undefined)[] = [];
    for (const [column, cell] of Object.entries(data[at] ?? [])) {
      const made = Number(column) < limits.columns && cell ? cellOf(cell) : undefined;
      if (!made) continue;
      cells[Number(column)] = made;
      if (++count.cells > limits.cells) throw tooMany('ô', limits.cells);
    }
    if (cells.length === 0) continue;
    rows.push({ number: at + 1, hidden: sheet['!rows']?.[at]?.hidden === true, cells });
    if (rows.length > limits.rows) throw tooMany('dòng trong một trang tính', limits.rows);
  }
  const merges = sheet['!merges'] ?? [];
  if (merges.length > limits.merges) throw tooMany('vùng ô gộp', limits.merges);
  return { places: kind === 'html' ? 'numbers' : 'letters', above: [], rows, merges: merges.map(mergeOf) };
}

function mergeOf({ s, e }: { s: { r: number; c: number }; e: { r: number; c: number } }): Merge {
  return { top: s.r + 1, bottom: e.r + 1, left: s.c, right: e.c };
}

function cellOf(cell: CellObject): Cell | undefined {
  const text = shownText(String(cell.w ?? cell.v ?? '').slice(0, limits.text));
  // The library makes 0 of a formula without a value, and calls the cell a stub.
  if (cell.f !== undefined && (cell.v === undefined || cell.t === 'z')) return { kind: 'formula', text: '' };
  if (cell.t === 'e') return { kind: 'error', text: text || '#N/A' };
  if (text === '') return undefined;
  if (cell.t === 'n' && typeof cell.v === 'number') {
    const date = typeof cell.z === 'string' && SSF.is_date(cell.z) ? SSF.parse_date_code(cell.v) : null;
    if (date)
      return { kind: 'date', text, number: cell.v, date: { year: date.y, month: date.m, day: date.d } };
    return { kind: 'number', text, number: cell.v };
  }
  if (cell.t === 'b') return { kind: 'boolean', text };
  return { kind: 'text', text };
}

function tooMany(what: string, most: number): UnreadableFile {
  return new UnreadableFile(
    `tệp có hơn ${numberWords(most)} ${what}, không giống một danh mục; xóa phần thừa rồi gửi lại.`,
  );
}
